namespace Scenarios;

/// <summary>For scenarios that take something from the whole machine: nothing else runs beside them.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
