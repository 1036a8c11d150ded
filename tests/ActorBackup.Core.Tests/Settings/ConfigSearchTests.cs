using ActorBackup.Core.Settings;

namespace ActorBackup.Core.Tests.Settings;

public sealed class ConfigSearchTests
{
    private static readonly string[] Usual = ["/w/actorbackup.hocon", "/home/me/.config/actorbackup/actorbackup.hocon", "/etc/actorbackup/actorbackup.hocon"];

    [Theory]
    [InlineData("x.hocon", "/v.hocon", "/w/x.hocon")]
    [InlineData(null, "v.hocon", "/w/v.hocon")]
    [InlineData("", "", "/w/actorbackup.hocon")]
    public void A_named_file_is_taken_whether_it_exists_or_not(string? option, string? variable, string expected) =>
        Assert.Equal(expected, ConfigSearch.Find(option, variable, "/w", "/home/me", path => path == Usual[0]).Found);

    [Fact]
    public void The_first_of_the_usual_places_that_exists_is_taken()
    {
        for (var first = 0; first < Usual.Length; first++)
            Assert.Equal(Usual[first], ConfigSearch.Find(null, null, "/w", "/home/me", path => Array.IndexOf(Usual, path) >= first).Found);
    }

    [Fact]
    public void Where_nothing_is_found_every_place_is_told()
    {
        var search = ConfigSearch.Find(null, null, "/w", "/home/me", _ => false);

        Assert.Null(search.Found);
        Assert.Equal(Usual, search.Looked);
        Assert.Equal([Usual[0], Usual[2]], ConfigSearch.Find(null, null, "/w", home: null, _ => false).Looked);
    }
}
