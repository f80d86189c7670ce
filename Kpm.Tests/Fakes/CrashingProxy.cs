using System.Reflection;

namespace Kpm.Tests.Fakes;

/// <summary>A process that dies at a chosen call: the call number <see cref="DiesAt"/> of all ports together is never made.</summary>
public sealed class Mortality
{
    public int Calls { get; private set; }

    /// <summary>The call that is not made; 0 for never.</summary>
    public int DiesAt { get; set; }

    /// <summary>The port, with death before any of its calls.</summary>
    public TPort Before<TPort>(TPort port) where TPort : class
    {
        var proxy = DispatchProxy.Create<TPort, CrashingProxy<TPort>>();
        ((CrashingProxy<TPort>)(object)proxy).Guard(port, this);
        return proxy;
    }

    public void BeforeCall()
    {
        if (++Calls == DiesAt) throw new DiedException();
    }
}

/// <summary>The process died.</summary>
public sealed class DiedException : Exception;

/// <summary>Stands before a port and lets the process die at a call.</summary>
public class CrashingProxy<TPort> : DispatchProxy where TPort : class
{
    private TPort _port = null!;
    private Mortality _mortality = null!;

    internal void Guard(TPort port, Mortality mortality) => (_port, _mortality) = (port, mortality);

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        _mortality.BeforeCall();
        return targetMethod!.Invoke(_port, args);
    }
}
