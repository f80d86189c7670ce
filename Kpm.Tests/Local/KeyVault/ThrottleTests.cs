using Kpm.Local.KeyVault;

namespace Kpm.Tests.Local.KeyVault;

/// <summary>Source of the limits: learn.microsoft.com/azure/key-vault/general/service-limits, "Key transactions".</summary>
public sealed class ThrottleTests
{
    private readonly ManualTime _time = new();

    [Theory]
    [InlineData(KeyKind.Rsa, 1000)]
    [InlineData(KeyKind.Ec, 4000)]
    public void Given_TheFullNumberOfTransactions_When_OneMoreIsAsked_Then_ItIsRefusedUntilTheWindowEnds(KeyKind kind, int limit)
    {
        var throttle = new Throttle(_time);
        Enumerable.Range(0, limit).Should().OnlyContain(_ => throttle.Admit(kind) == null);
        throttle.Admit(kind).Should().Be(10);
        _time.Advance(TimeSpan.FromSeconds(9));
        throttle.Admit(kind).Should().Be(1);
        _time.Advance(TimeSpan.FromSeconds(1));
        throttle.Admit(kind).Should().BeNull();
    }

    [Fact]
    public void Given_RsaTransactions_When_MixedWithEc_Then_TheyWeighFourTimesAsMuch()
    {
        var throttle = new Throttle(_time);
        Enumerable.Range(0, 999).Should().OnlyContain(_ => throttle.Admit(KeyKind.Rsa) == null);
        Enumerable.Range(0, 4).Should().OnlyContain(_ => throttle.Admit(KeyKind.Ec) == null);
        throttle.Admit(KeyKind.Ec).Should().NotBeNull();
    }

    private sealed class ManualTime : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public void Advance(TimeSpan by) => _ticks += by.Ticks;
    }
}
