namespace ActorBackup.Scenarios.YearOfMinutes;

/// <summary>Prints figures and counts those that miss their goal.</summary>
internal sealed class Report(TextWriter output)
{
    public int Missed { get; private set; }

    public void Say(string line) => output.WriteLine(line);

    public void AtMost(string name, double value, double goal, string unit)
    {
        var isMet = value <= goal;
        if (!isMet) Missed++;
        output.WriteLine($"  {name,-44} {value,10:N2} {unit,-6} at most {goal:N2}{(isMet ? "" : "  MISSED")}");
    }

    public void Demand(string name, bool isMet, string details)
    {
        if (!isMet) Missed++;
        output.WriteLine($"  {name,-44} {(isMet ? "yes" : "NO: " + details)}");
    }
}
