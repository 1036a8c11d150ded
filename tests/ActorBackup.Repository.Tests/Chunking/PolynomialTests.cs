using System.Globalization;
using System.Text.Json;
using ActorBackup.Repository.Chunking;

namespace ActorBackup.Repository.Tests.Chunking;

public sealed class PolynomialTests
{
    private static readonly JsonElement Vectors = VectorFile.Json("polynomials.json");

    [Theory, InlineData("candidates"), InlineData("degree_below_7")]
    public void Tells_irreducible_polynomials_from_others(string set) =>
        Assert.All(Vectors.GetProperty(set).EnumerateArray(), vector =>
            Assert.Equal(vector.GetProperty("irreducible").GetBoolean(), Polynomial.IsIrreducible(Parse(vector.Text("polynomial")))));

    [Fact]
    public void Finds_what_restic_chose_irreducible_and_of_the_right_degree() =>
        Assert.All(Vectors.GetProperty("chosen_by_restic_init").EnumerateArray(), vector =>
        {
            var polynomial = Parse(vector.GetString()!);
            Assert.True(Polynomial.IsIrreducible(polynomial));
            Assert.Equal(Polynomial.ChunkerDegree, Polynomial.Degree(polynomial));
        });

    [Fact]
    public void Takes_the_first_irreducible_candidate_of_the_random_numbers()
    {
        var random = new SplitMix(4242);
        var words = 0;

        Assert.All(Vectors.GetProperty("derive").EnumerateArray(), vector =>
        {
            Assert.Equal(Parse(vector.Text("polynomial")), Polynomial.Choose(() => { words++; return random.Next(); }));
            Assert.Equal(vector.Number("words_read"), words);
        });
    }

    [Fact]
    public void Chooses_another_one_each_time()
    {
        var chosen = Enumerable.Range(0, 5).Select(_ => Polynomial.NewRandom()).ToArray();

        Assert.Equal(5, chosen.Distinct().Count());
        Assert.All(chosen, polynomial => Assert.True(Polynomial.IsIrreducible(polynomial)));
    }

    [Theory]
    [InlineData(0UL, 7UL, 0UL), InlineData(6UL, 7UL, 1UL), InlineData(7UL, 7UL, 0UL), InlineData(0b100000UL, 0b1011UL, 0b111UL)]
    public void Gives_the_remainder(ulong a, ulong f, ulong remainder) => Assert.Equal(remainder, Polynomial.Mod(a, f));

    [Fact]
    public void Divides_not_by_zero() => Assert.Throws<DivideByZeroException>(() => Polynomial.Mod(5, 0));

    [Theory, InlineData(0UL, -1), InlineData(1UL, 0), InlineData(0x3da3358b4dc173UL, 53), InlineData(ulong.MaxValue, 63)]
    public void Has_the_degree_of_its_highest_term(ulong f, int degree) => Assert.Equal(degree, Polynomial.Degree(f));

    private static ulong Parse(string hex) => ulong.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
