namespace Akka.Configuration;

/// <summary>Finds the classes that settings name, as "Namespace.Class, Assembly" or, of this assembly, as "Namespace.Class".</summary>
internal static class TypeByName
{
    /// <exception cref="ConfigurationException">There is no such class.</exception>
    public static Type Find(string name, string setting)
    {
        try
        {
            return Type.GetType(name, throwOnError: true);
        }
        catch (Exception e)
        {
            throw new ConfigurationException($"The setting {setting} names the class '{name}', which cannot be found. Write \"Namespace.Class, Assembly\".", e);
        }
    }
}
