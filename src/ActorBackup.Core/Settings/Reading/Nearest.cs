namespace ActorBackup.Core.Settings.Reading;

/// <summary>Finds the word that somebody may have meant.</summary>
internal static class Nearest
{
    /// <summary>" Did you mean 'x'?", or nothing if no word is near.</summary>
    public static string Hint(string written, IEnumerable<string> words)
    {
        var lower = written.ToLowerInvariant().Replace('_', '-');
        var best = words.Select(word => (word, distance: Distance(lower, word))).OrderBy(w => w.distance).FirstOrDefault();
        return best.word is not null && best.distance <= Math.Max(1, Math.Min(written.Length, best.word.Length) / 3) ? $" Did you mean '{best.word}'?" : "";
    }

    /// <summary>How many letters are to be put in, taken out, replaced, or swapped with their neighbour.</summary>
    private static int Distance(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++) d[i, 0] = i;
        for (var j = 0; j <= b.Length; j++) d[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var same = a[i - 1] == b[j - 1] ? 0 : 1;
                d[i, j] = Math.Min(Math.Min(d[i - 1, j] + 1, d[i, j - 1] + 1), d[i - 1, j - 1] + same);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
            }
        }
        return d[a.Length, b.Length];
    }
}
