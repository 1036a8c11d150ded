namespace Akka.Persistence.Serialization;

/// <summary>Marks what persistence itself would put on a wire.</summary>
public interface IMessage;
