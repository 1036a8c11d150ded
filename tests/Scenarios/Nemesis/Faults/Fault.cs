namespace Scenarios.Nemesis.Faults;

/// <summary>Something that is done to the cluster and undone after a while.</summary>
/// <param name="Name">As it is printed: what and to whom.</param>
/// <param name="On">What it takes: nothing else is done to that until it is over.</param>
/// <param name="Hold">How long; for a step of a clock there is nothing to hold.</param>
internal sealed record Fault(string Name, string On, TimeSpan Hold, Func<Task> BeginAsync, Func<Task> EndAsync);
