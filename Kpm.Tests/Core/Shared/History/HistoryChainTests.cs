using CsCheck;
using Kpm.Core.Shared;
using Kpm.Core.Shared.History;
using Kpm.Core.Shared.Sealing;
using Kpm.Tests.Running;

namespace Kpm.Tests.Core.Shared.History;

/// <summary>Whatever is done to a chain is found, and how much of it is still good.</summary>
public sealed class HistoryChainTests
{
    private static readonly UserId Person = new(new Guid(1, 1, 0, [0, 0, 0, 0, 0, 0, 0, 0]));
    private static readonly UserId Other = new(new Guid(2, 1, 0, [0, 0, 0, 0, 0, 0, 0, 0]));

    /// <summary>Payloads and times of a chain; two entries may be alike.</summary>
    private static readonly Gen<(byte[] Payload, long Occurred)[]> Steps = Gen.Select(Gen.Byte.Array[0, 3], Gen.Long[-2, 2]).Array[1, 8];

    private static readonly Gen<((byte[], long)[] Steps, int At)> StepsAndPlace = Steps.SelectMany(steps => Gen.Int[0, steps.Length - 1].Select(at => (steps, at)));

    [Fact]
    public void Given_AnyChain_When_NothingWasDoneToIt_Then_ItIsIntact() => Steps.Sample(steps =>
    {
        var (entries, head) = Chain(Person, steps);
        WalkedChain.Of(Person, entries, head).Should().Be(new WalkedChain(steps.Length, IsIntact: true));
    });

    [Fact]
    public void Given_NoEntryAndNoHead_When_Verified_Then_ThatIsIntact() =>
        WalkedChain.Of(Person, [], null).Should().Be(new WalkedChain(0, IsIntact: true));

    [Fact]
    public void Given_AnyChain_When_AnEntryIsAltered_Then_AllBeforeItIsGood() => Gen.Select(StepsAndPlace, Gen.Int[0, 4], Gen.Int[0, 63]).Sample((chain, what, place) =>
    {
        var (entries, head) = Chain(Person, chain.Steps);
        entries[chain.At] = Altered(entries[chain.At], what, place);
        WalkedChain.Of(Person, entries, head).Should().Be(new WalkedChain(chain.At, IsIntact: false));
    });

    [Fact]
    public void Given_AnyChain_When_ItIsCutAnywhere_Then_ThatIsFound() => StepsAndPlace.Sample(chain =>
    {
        var (entries, head) = Chain(Person, chain.Steps);
        entries.RemoveAt(chain.At);
        WalkedChain.Of(Person, entries, head).Should().Be(new WalkedChain(chain.At, IsIntact: false));
        WalkedChain.Of(Person, entries.Take(chain.At), head).IsIntact.Should().BeFalse();
    });

    [Fact]
    public void Given_AnyChain_When_TwoEntriesChangePlaces_Then_ThatIsFoundAtTheFirst() => Gen.Select(StepsAndPlace, Gen.Int[1, 7]).Sample((chain, distance) =>
    {
        var (entries, head) = Chain(Person, chain.Steps);
        var other = (chain.At + distance) % entries.Count;
        if (other == chain.At) return;
        (entries[chain.At], entries[other]) = (entries[other], entries[chain.At]);
        WalkedChain.Of(Person, entries, head).Should().Be(new WalkedChain(Math.Min(chain.At, other), IsIntact: false));
    });

    [Fact]
    public void Given_AnyChain_When_AnEntryIsThereTwice_Then_ThatIsFound() => StepsAndPlace.Sample(chain =>
    {
        var (entries, head) = Chain(Person, chain.Steps);
        entries.Insert(chain.At + 1, entries[chain.At]);
        WalkedChain.Of(Person, entries, head).Should().Be(new WalkedChain(chain.At + 1, IsIntact: false));
    });

    [Fact]
    public void Given_AnyChain_When_ItsHeadIsNotThatOfTheLastEntry_Then_TheEntriesAreGoodAndTheWholeIsNot() => StepsAndPlace.Sample(chain =>
    {
        var (entries, head) = Chain(Person, chain.Steps);
        HistoryHead?[] wrong = [null, head with { Sequence = head.Sequence + 1 }, head with { Hash = Flipped(head.Hash, 7) }, new HistoryHead(entries[chain.At].Sequence - 1, entries[chain.At].Hash)];
        foreach (var other in wrong) WalkedChain.Of(Person, entries, other).Should().Be(new WalkedChain(entries.Count, IsIntact: false));
        WalkedChain.Of(Person, [], head).Should().Be(new WalkedChain(0, IsIntact: false));
    });

    [Fact]
    public void Given_TheChainOfAnother_When_VerifiedAsThatOfThePerson_Then_NothingOfItIsGood() => Steps.Sample(steps =>
    {
        var (entries, head) = Chain(Other, steps);
        WalkedChain.Of(Person, entries, head).Should().Be(new WalkedChain(0, IsIntact: false));
    });

    [Fact]
    public void Given_AnyChain_When_ItsWrapsAreOthers_Then_ItIsIntact() => Steps.Sample(steps =>
    {
        var (entries, head) = Chain(Person, steps);
        var renewed = entries.Select(entry => entry with { Sealed = entry.Sealed with { Wraps = [new KeyWrap(Person, 2, [9])] } });
        WalkedChain.Of(Person, renewed, head).IsIntact.Should().BeTrue();
    });

    private static (List<HistoryEntry> Entries, HistoryHead Head) Chain(UserId person, (byte[] Payload, long Occurred)[] steps)
    {
        var (entries, head) = (new List<HistoryEntry>(), HistoryChain.Start(person));
        foreach (var (payload, occurred) in steps)
        {
            var id = HistoryEntry.IdOf(person, $"cause {entries.Count}");
            entries.Add(HistoryChain.Next(head, id, new Timestamp(occurred), new SealedRecord(1, [.. payload], [])));
            head = new HistoryHead(entries[^1].Sequence, entries[^1].Hash, "revision");
        }

        return (entries, head);
    }

    /// <summary>The entry with one thing changed.</summary>
    private static HistoryEntry Altered(HistoryEntry entry, int what, int place) => what switch
    {
        0 => entry with { Sequence = entry.Sequence + 1 },
        1 => entry with { Occurred = new Timestamp(entry.Occurred.UnixMilliseconds ^ (1L << place)) },
        2 => entry with { Hash = Flipped(entry.Hash, place) },
        3 => entry with { Sealed = entry.Sealed with { Payload = entry.Sealed.Payload.Add(0) } },
        _ => entry with { Sealed = entry.Sealed with { Payload = entry.Sealed.Payload.IsEmpty ? [1] : entry.Sealed.Payload.SetItem(place % entry.Sealed.Payload.Length, (byte)(entry.Sealed.Payload[place % entry.Sealed.Payload.Length] ^ 1)) } },
    };

    private static string Flipped(string hash, int place) => $"{hash[..place]}{(hash[place] == '0' ? '1' : '0')}{hash[(place + 1)..]}";
}
