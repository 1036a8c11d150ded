using ActorBackup.Client;
using ActorBackup.Wire.Json;

namespace Scenarios.Faults;

/// <summary>A little of everything that writes to the store or the journal, always in the same order.</summary>
/// <remarks>Every step may meet a node that has just been killed or a store that has just failed; what was acknowledged before counts all the same.</remarks>
internal sealed class Routine(Sandbox sandbox)
{
    public const string Source = "map";


    private int _runs;

    public Saves Saves { get; } = new(sandbox.File("map.json"));
    public Invariants Invariants { get; } = new(sandbox, policyRemoves: true);

    /// <summary>Trigger ids that were sent, answered or not.</summary>
    public List<string> Sent { get; } = [];

    /// <summary>Retention is tight and the trash keeps nothing, so that removals happen too; what a test relies on is pinned. A copy's name tells nothing of its trigger: one kind of file.</summary>
    public static Sandbox Configure(Sandbox sandbox) => sandbox.Configure(
        [(Source, "map.json")], "retention { keep-last = 2, hourly = 0, daily = 0, min-keep = 1, keep-suspect = 1 }, health { accept-after = off }", store: ", trash { keep = 0s }",
        name: "{stem}_{time:yyyyMMdd_HHmmss}{ext}");

    public IEnumerable<Func<NodeProcess, Task>> Steps()
    {
        var run = ++_runs;
        yield return node => SignalAsync(node, $"first-{run}", pin: true);
        yield return node => SaveAsync(node, () => Saves.Save());
        yield return node => SaveAsync(node, () => Saves.Replace());
        yield return node => SaveAsync(node, () => Saves.Write("[]"));
        yield return node => node.Client.AcceptAsync(Source, new AcceptRequest(), CancellationToken.None);
        yield return node => SaveAsync(node, () => Saves.Save());
        yield return node => SignalAsync(node, $"second-{run}", pin: true);
        yield return node => ForgetAndUndoAsync(node);
        yield return node => SaveAsync(node, () => Saves.Save());
        yield return node => node.Client.RestoreAsync(Source, new RestoreRequest(), CancellationToken.None);
        yield return node => SaveAsync(node, () => Saves.Save());
        yield return node => SaveAsync(node, () => Saves.Save());
        yield return node => SignalAsync(node, $"third-{run}", pin: true);
    }

    /// <summary>Goes on until the node is gone, there is nothing left to do, or <paramref name="until"/> holds.</summary>
    public async Task RunAsync(NodeProcess node, Func<bool>? until = null)
    {
        foreach (var step in Steps())
        {
            if (node.HasExited || until?.Invoke() == true) return;
            try
            {
                await step(node);
            }
            catch (Exception told) when (told is NodeAwayException or NodeProblemException or IOException)
            {
                // Killed in the middle, or refused because of an injected error; the checks come after.
            }
        }
    }

    /// <summary>A whole save, and a snapshot of it.</summary>
    public static async Task SaveAsync(NodeProcess node, Func<string> save, int seconds = 20)
    {
        var digest = save();
        await Eventually.TrueAsync(
            async () => node.HasExited || (await node.SnapshotsAsync(Source, all: true)).Any(snapshot => snapshot.Digest == digest), "a save becomes a snapshot", () => node.Said, seconds);
    }

    public async Task SignalAsync(NodeProcess node, string id, bool pin)
    {
        Saves.Save();
        Sent.Add(id);
        var outcome = await node.Client.SignalAsync(Source, new SignalRequest(id, Label: id, Pin: pin, Wait: "durable", TimeoutSeconds: 20), CancellationToken.None);
        if (outcome.State is not ("durable" or "unchanged")) return;
        Invariants.Durable(Source, await node.Client.GetSnapshotAsync(Source, outcome.Snapshot!, null, null, CancellationToken.None));
    }

    private static async Task ForgetAndUndoAsync(NodeProcess node)
    {
        var listed = (await node.SnapshotsAsync(Source)).Where(snapshot => !snapshot.Pinned).ToArray();
        if (listed.Length == 0) return;
        var one = new SnapshotsRequest([listed[0].Id], Force: true);
        await node.Client.ChangeAsync(Source, "forget", one, CancellationToken.None);
        await node.Client.ChangeAsync(Source, "undo", one, CancellationToken.None);
    }
}
