using System.Runtime.Versioning;
using Scenarios.Cluster;
using Scenarios.Nemesis;

[assembly: SupportedOSPlatform("linux")]

// Prints the faults as they happen, then the verdict and the seed. Exit code 1 if a promise was broken, 2 if it cannot run here.
NemesisOptions options;
try
{
    options = NemesisOptions.Parse(args, Random.Shared.Next(1, 100_000));
}
catch (FormatException wrong)
{
    Console.Error.WriteLine(wrong.Message);
    return 2;
}

if (!options.OnSqlite && VirtualHosts.Missing() is { } why)
{
    Console.Error.WriteLine($"{why}; --sqlite runs without a network");
    return 2;
}

var verdict = await NemesisRun.PlayAsync(options, networks: !options.OnSqlite, Console.WriteLine);
foreach (var line in verdict.Lines()) Console.WriteLine(line);
return verdict.IsGood ? 0 : 1;
