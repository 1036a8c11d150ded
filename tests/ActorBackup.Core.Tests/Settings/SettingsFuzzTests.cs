using System.Text.RegularExpressions;
using ActorBackup.Core.Settings;
using Hocon;

namespace ActorBackup.Core.Tests.Settings;

/// <summary>Configurations that are damaged at random: whatever stands in them is settings or problems, never an exception of another kind.</summary>
public sealed partial class SettingsFuzzTests
{
    private static readonly string[] Values =
    [
        "on", "off", "null", "0", "-1", "1", "99999999999999999999", "1e400", "0.5", "5%", "1000%", "-5%", "5m", "1d", "99999999d", "0s", "-1s", "1ns", "\"\"", "\" \"", "\"/\"", "\".\"",
        "\"..\"", "\"~\"", "\"~/\"", "\"//\"", "\"/**\"", "\"**\"", "\"*\"", "\"[a\"", "\"a/**b\"", "\"\\u0000\"", "\"a\\nb\"", "\"🗂\"", "[]", "[[]]", "[{}]", "[null]", "[a, a]", "{}", "{ enabled = off }",
        "{ enabled = [] }", "{ a { b = 1 } }", "\"{id}\"", "\"{time:}\"", "\"{\"", "\"{time:yyyy}{time:yyyy}\"", "\"* * * * *\"", "\"*/0 * * * *\"", "copies", "far", "UTC", "\"../UTC\"", "vault",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Any_value_anywhere_is_settings_or_problems(int seed)
    {
        var (random, right) = (new Random(seed), 0);
        var text = ExampleTests.Text;
        for (var i = 0; i < 1500; i++)
        {
            var damaged = text;
            for (var times = random.Next(1, 4); times > 0; times--)
            {
                var places = Assignments().Matches(damaged);
                var place = places[random.Next(places.Count)].Groups["value"];
                damaged = string.Concat(damaged.AsSpan(0, place.Index), Values[random.Next(Values.Length)], damaged.AsSpan(place.Index + place.Length));
            }
            right += IsRight(damaged) ? 1 : 0;
        }
        Assert.InRange(right, 50, 1450);
    }

    private static bool IsRight(string text)
    {
        SettingsResult result;
        try
        {
            result = SomeSettings.Result(text);
        }
        catch (HoconException)
        {
            return false;
        }

        Assert.All(result.Problems, p => Assert.True(p.Line > 0 && p.Key.Length > 0 && p.Message.EndsWith('.') || p.Message.EndsWith('?'), p.ToString()));
        if (!result.IsValid) return false;
        Assert.True(SettingsChange.Between(result.Settings, SomeSettings.Read(SettingsRenderer.Render(result.Settings))).IsNone, SettingsRenderer.Render(result.Settings));
        SettingsWarnings.Of(result.Settings);
        return true;
    }

    [GeneratedRegex(@"(?<==[ ])(?<value>""[^""\n]*""|[^\s{}#\[\],]+)")]
    private static partial Regex Assignments();
}
