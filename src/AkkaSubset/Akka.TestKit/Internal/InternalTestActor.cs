using Akka.Actor;

namespace Akka.TestKit.Internal;

/// <summary>Puts what it gets where the test finds it.</summary>
internal sealed class InternalTestActor(TestQueue queue) : ActorBase
{
    private TestActor.Ignore _ignore;
    private AutoPilot _pilot = AutoPilot.NoAutoPilot;

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case TestActor.SetIgnore ignore: _ignore = ignore.Ignore; break;
            case TestActor.SetAutoPilot pilot: _pilot = pilot.AutoPilot; break;
            case TestActor.Watch watch: Context.Watch(watch.Actor); break;
            case TestActor.Unwatch unwatch: Context.Unwatch(unwatch.Actor); break;
            default: Take(message); break;
        }

        return true;
    }

    private void Take(object message)
    {
        if (_pilot is not NoAutoPilot && _pilot.Run(Sender, message) is { } next and not KeepRunning)
            _pilot = next;
        if (_ignore is null || !_ignore(message))
            queue.Put(new RealMessageEnvelope(message, Sender));
    }
}
