namespace Akka.TestKit;

/// <summary>A test that has this tells without a sender where it gives none.</summary>
public interface INoImplicitSender;
