using System.Xml.Linq;

namespace ActorBackup.Conventions.Tests;

/// <summary>What one csproj says it stands on.</summary>
internal sealed record ProjectFile(string Name, string Path, IReadOnlySet<string> Projects, IReadOnlySet<string> Packages, IReadOnlySet<string> AkkaApis)
{
    public static IReadOnlyDictionary<string, ProjectFile> All { get; } = Checkout.Files
        .Where(path => path.EndsWith(".csproj", StringComparison.Ordinal))
        .Select(Read)
        .ToDictionary(project => project.Name, StringComparer.Ordinal);

    private static ProjectFile Read(string path)
    {
        var xml = XDocument.Load(Checkout.Full(path));
        IReadOnlySet<string> Named(string element) => xml.Descendants(element).Select(e => (string?)e.Attribute("Include")).OfType<string>().ToHashSet();

        return new ProjectFile(
            System.IO.Path.GetFileNameWithoutExtension(path), path,
            Named("ProjectReference").Select(reference => System.IO.Path.GetFileNameWithoutExtension(reference.Replace('\\', '/'))).ToHashSet(),
            Named("PackageReference"), Named("AkkaApi"));
    }
}
