namespace Kpm.Local.KeyVault;

/// <summary>
/// The vault's limit for software keys: in 10 s 1,000 transactions on RSA 3072 keys, or 4,000 on EC P-256 keys, or a weighted mix.
/// Creating keys has a limit of its own, which is not kept here.
/// Source: learn.microsoft.com/azure/key-vault/general/service-limits, "Key transactions".
/// </summary>
public sealed class Throttle(TimeProvider time)
{
    private const int WindowSeconds = 10;
    private const int WindowUnits = 4000;
    private readonly Lock _lock = new();
    private long _windowStart = time.GetTimestamp();
    private int _units;

    /// <summary>Admits one transaction on a key of this kind.</summary>
    /// <returns>Null when admitted, else the seconds after which to try again.</returns>
    public int? Admit(KeyKind kind)
    {
        var weight = kind == KeyKind.Rsa ? 4 : 1;
        lock (_lock)
        {
            var elapsed = time.GetElapsedTime(_windowStart);
            if (elapsed.TotalSeconds >= WindowSeconds)
            {
                _windowStart = time.GetTimestamp();
                _units = 0;
                elapsed = TimeSpan.Zero;
            }

            if (_units + weight > WindowUnits) return Math.Max(1, (int)Math.Ceiling(WindowSeconds - elapsed.TotalSeconds));
            _units += weight;
            return null;
        }
    }
}
