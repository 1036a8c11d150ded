using ActorBackup.Repository.Pruning;

namespace ActorBackup.Repository.Tests.Pruning;

public sealed class SizeTiersTests
{
    [Theory]
    [InlineData(new long[0], new int[0])]
    [InlineData(new long[] { 5 }, new int[0])]
    [InlineData(new long[] { 5, 5 }, new[] { 0, 1 })]
    [InlineData(new long[] { 5, 6 }, new int[0])]
    [InlineData(new long[] { 100, 5, 5, 11 }, new[] { 1, 2 })]
    [InlineData(new long[] { 9, 5, 5, 18 }, new[] { 1, 2, 0, 3 })]
    [InlineData(new long[] { 400, 410, 415 }, new[] { 0, 1, 2 })]
    [InlineData(new long[] { 1, 3, 3 }, new[] { 0, 1, 2 })]
    public void Takes_as_many_as_make_a_file_twice_as_large_as_the_largest_of_them(long[] sizes, int[] taken) =>
        Assert.Equal(taken, SizeTiers.Choose(sizes, atLeast: 2));

    [Fact]
    public void Takes_none_where_there_are_too_few() => Assert.Empty(SizeTiers.Choose([1, 1, 1, 100], atLeast: 4));

    [Fact]
    public void Rewrites_a_file_about_log_times_and_leaves_about_log_files_however_often_it_is_asked()
    {
        var (files, rewritten) = (new List<long>(), 0L);

        for (var hour = 0; hour < 1_000; hour++)
        {
            files.AddRange(Enumerable.Repeat(1L, 60));
            var taken = SizeTiers.Choose(files, atLeast: 2);
            var sum = taken.Sum(i => files[i]);
            rewritten += sum;
            files = [.. files.Where((_, i) => !taken.Contains(i)), sum];
        }

        Assert.True(files.Count <= 11, $"{files.Count} files are left");
        Assert.True(rewritten <= 60_000 * 11, $"{rewritten} were rewritten for 60000");
    }
}
