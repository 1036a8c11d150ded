using System.Text;
using System.Text.Json;
using ActorBackup.Repository.Keys;

namespace ActorBackup.Repository.Tests.Keys;

public sealed class ScryptTests
{
    [Fact]
    public void Derives_what_restic_derives()
    {
        Assert.All(VectorFile.Json("keyfiles.json").GetProperty("cases").EnumerateArray().Where(vector => vector.GetProperty("salt").ValueKind == JsonValueKind.String), vector =>
        {
            var into = new byte[64];

            Scrypt.Derive(vector.Hex("password_utf8_hex"), vector.Hex("salt"), new KeyDerivation(vector.Number("N"), vector.Number("r"), vector.Number("p")), into);

            Assert.Equal(vector.Hex("scrypt_output_64"), into);
        });
    }

    [Theory]   // RFC 7914, section 12
    [InlineData("", "", 16, 1, 1, "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906")]
    [InlineData("password", "NaCl", 1024, 8, 16, "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b3731622eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640")]
    public void Derives_what_the_standard_says(string password, string salt, int n, int r, int p, string expected)
    {
        var into = new byte[64];

        Scrypt.Derive(Encoding.ASCII.GetBytes(password), Encoding.ASCII.GetBytes(salt), new KeyDerivation(n, r, p), into);

        Assert.Equal(expected, Convert.ToHexStringLower(into));
    }
}
