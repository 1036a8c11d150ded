namespace ActorBackup.Core.Settings.Reading;

/// <summary>Reads <c>cluster</c>.</summary>
internal static class ClusterReading
{
    /// <returns>Whether a cluster is asked for, and its settings; null with it is off, or something is wrong, which is told.</returns>
    public static (bool On, ClusterSettings? Settings) Read(Block root, PathRule paths)
    {
        if (!root.Has("cluster", out var node)) return (false, null);
        if (node is not Hocon.HoconObject)
        {
            // What stands here may be a connection string: it is not repeated.
            if (!Block.IsWord(node, "off")) root.Wrong("cluster", "must be off, or a block { enabled = on, database = …, … }.");
            return (false, null);
        }

        var block = root.Child("cluster");
        var on = block.Value("enabled", false, Forms.OnOff);
        var host = block.Value("host", "127.0.0.1", Host);
        var port = block.Value("port", 4053, Forms.Count(0, 65535));
        var httpPort = block.Value("http-port", 4054, Forms.Count(0, 65535));
        if (port != 0 && port == httpPort) block.Wrong("http-port", $"is the same as port, {port}: give it another.");
        var database = block.OrOff("database", text => text) is { } written ? Database(block, written, paths) : null;
        var tls = Tls(block, paths);
        block.Later("push-copies");
        block.Close();

        var isNamed = block.Fields.TryGet("database", out var named) && !Block.IsWord(named, "off");
        if (on && !isNamed) block.Wrong("database", "is missing: nodes share their manifests in it. Name \"sqlite:PATH\" (nodes of one machine) or \"postgresql://USER:PASSWORD@HOST/DATABASE\".");
        if (isNamed && !block.Fields.TryGet("enabled", out _)) block.Wrong("enabled", "is missing beside a database: say on, or off while no cluster is wanted.");
        return (on, on && database is not null ? new ClusterSettings(host, port, httpPort, database, tls) : null);
    }

    private static ClusterDatabase? Database(Block block, string written, PathRule paths)
    {
        try
        {
            return DatabaseForm.Read(written, paths);
        }
        catch (FormatException wrong)
        {
            block.Wrong("database", wrong.Message);
            return null;
        }
    }

    private static ClusterTls? Tls(Block block, PathRule paths)
    {
        if (!block.Has("tls", out var node) || Block.IsWord(node, "off")) return null;
        var tls = block.Child("tls");
        var certificate = tls.OrOff("certificate", paths.Absolute);
        var passwordFile = tls.OrOff("password-file", paths.Absolute);
        tls.Close();
        if (certificate is not null) return new ClusterTls(certificate, passwordFile);
        if (node is Hocon.HoconObject && !tls.Fields.TryGet("certificate", out _)) tls.Wrong("certificate", "is missing: name a PFX file with this node's certificate and key.");
        return null;
    }

    private static string Host(string text) =>
        Uri.CheckHostName(text) == UriHostNameType.Unknown ? throw new FormatException($"'{text}' is neither a host name nor an IP address.")
        : text is "0.0.0.0" or "::" ? throw new FormatException($"'{text}' is no address that other nodes can reach: name one of this machine's own.")
        : text;
}
