using Scraper;

// Behaves like the scraper of scenario S0: it grows its files by rewriting them whole, now and then carelessly.
try
{
    var options = ScraperOptions.Parse(args);
    Directory.CreateDirectory(options.Folder);
    using var stop = new CancellationTokenSource();
    Console.CancelKeyPress += (_, pressed) =>
    {
        pressed.Cancel = true;
        stop.Cancel();
    };
    using var oracle = new OracleLog(options.OracleFile, TimeProvider.System);
    await new ScraperRun(options, oracle, TimeProvider.System, Console.Out).RunAsync(stop.Token);
    return 0;
}
catch (OperationCanceledException)
{
    return 130;
}
catch (FormatException wrong)
{
    await Console.Error.WriteLineAsync(wrong.Message);
    return 2;
}
