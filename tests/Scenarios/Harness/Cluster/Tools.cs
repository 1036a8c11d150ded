namespace Scenarios.Cluster;

internal static class Tools
{
    /// <summary>A script of tests/tools, found above the built program.</summary>
    public static string Script(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (Path.Combine(folder.FullName, "tests", "tools", name) is var script && File.Exists(script)) return script;
        throw new FileNotFoundException($"tests/tools/{name} is not above {AppContext.BaseDirectory}.");
    }
}
