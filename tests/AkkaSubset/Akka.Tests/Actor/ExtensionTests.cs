using Akka.Actor;

namespace Akka.Tests.Actor;

public sealed class ExtensionTests(ITestOutputHelper output)
    : TestKit.Xunit2.TestKit("akka.extensions = [\"Akka.Tests.Actor.ExtensionTests+LoadedId, Akka.Tests\"]", output)
{
    [Fact]
    public void Makes_one_of_it_per_system() => Assert.Same(new CounterId().Apply(Sys), new CounterId().Apply(Sys));

    [Fact]
    public void Finds_it_again_by_its_class()
    {
        var made = Sys.RegisterExtension(new CounterId());

        Assert.Same(made, Sys.GetExtension<Counter>());
        Assert.True(Sys.HasExtension<Counter>());
    }

    [Fact]
    public void Does_not_find_what_was_never_made() => Assert.False(Sys.TryGetExtension<Missing>(out _));

    [Fact]
    public void Makes_those_its_settings_name_at_the_start() => Assert.True(Sys.HasExtension<Loaded>());

    public sealed class Counter : IExtension;

    public sealed class Missing : IExtension;

    public sealed class Loaded : IExtension;

    public sealed class CounterId : ExtensionIdProvider<Counter>
    {
        public override Counter CreateExtension(ExtendedActorSystem system) => new();
    }

    public sealed class LoadedId : ExtensionIdProvider<Loaded>
    {
        public override Loaded CreateExtension(ExtendedActorSystem system) => new();
    }
}
