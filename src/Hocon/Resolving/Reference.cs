using Hocon.Syntax;

namespace Hocon.Resolving;

/// <summary>A substitution that is being followed.</summary>
internal sealed class Reference(SubstitutionExpression substitution)
{
    public SubstitutionExpression Substitution { get; } = substitution;

    /// <summary>Whether it stands in the value that it refers to.</summary>
    public bool LookedBack { get; set; }

    public HoconException NotDefined() => new(
        LookedBack
            ? $"{Substitution} refers to its own key, which has no value before this line. Give it one, or write ${{?{Substitution.Name}}} to do without."
            : $"{Substitution} has no value, neither in the configuration nor in the environment. Define it, or write ${{?{Substitution.Name}}} to do without.",
        Substitution.Origin);
}
