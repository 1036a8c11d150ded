namespace FaultTracer;

/// <summary>The faults that are armed. Armed and cleared from the control's thread, taken from the tracer's.</summary>
internal sealed class FaultList
{
    private readonly Lock _gate = new();
    private readonly List<Fault> _armed = [];

    public void Arm(Fault fault)
    {
        lock (_gate) _armed.Add(fault);
    }

    public void Clear()
    {
        lock (_gate) _armed.Clear();
    }

    /// <summary>The fault for this point, used up unless it is lasting; null if there is none.</summary>
    public Fault? Take(string point)
    {
        lock (_gate)
        {
            var fault = _armed.Find(armed => armed.Point == point);
            if (fault is { Lasting: false }) _armed.Remove(fault);
            return fault;
        }
    }
}
