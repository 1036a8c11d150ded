using Akka.Actor;
using Akka.Cluster.Membership;
using Akka.Cluster.Store;

namespace Akka.Cluster.Daemon;

/// <summary>Something to be done in the table as soon as it can be reached.</summary>
/// <param name="Asker">Who wants to hear that it is done; null for nobody.</param>
internal sealed record Wish(Action<MembershipTable> Action, IActorRef Asker);

/// <summary>One visit to the database: wishes and a leader's steps first, a heartbeat if it is time for one, and a reading of all rows.</summary>
internal sealed record Round(IReadOnlyList<Wish> Wishes, IReadOnlyList<Transition> Steps, bool Beats)
{
    /// <summary>May take seconds; on no actor's thread.</summary>
    /// <exception cref="Exception">The database failed; some of it may have been done, and all of it may be repeated.</exception>
    public RoundDone Run(MembershipTable table, UniqueAddress self, IScheduler clock)
    {
        try
        {
            foreach (var wish in Wishes)
                wish.Action(table);
            var taken = Steps.Where(table.Apply).ToArray();
            if (Beats)
                table.Beat(self);
            var started = clock.MonotonicClock;
            var rows = table.Read();
            return new RoundDone(this, taken, new Reading(started, clock.MonotonicClock, rows));
        }
        catch
        {
            table.Reset();
            throw;
        }
    }
}

/// <param name="Taken">Those of the steps that counted: the others' rows had changed.</param>
internal sealed record RoundDone(Round Round, IReadOnlyList<Transition> Taken, Reading Reading);

internal sealed record RoundFailed(Exception Cause);
