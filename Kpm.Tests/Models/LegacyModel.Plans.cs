using Kpm.Core.Assets.Reactions;
using Kpm.Core.Shared;

namespace Kpm.Tests.Models;

/// <content>Legacies.</content>
internal sealed partial class LegacyModel
{
    public const string ToFutureSelf = "to-future-self";
    public const string Custom = "custom";
    public const int MaximumWrongGuesses = 5;
    private const string NotReady = "403 not_ready";
    private const string NotSchedulable = "403 not_schedulable";

    /// <summary>The id of a receiver's copy.</summary>
    public static string CopyOf(string plan, string asset, string receiver) =>
        AssetCopies.IdOf(EntityId.Parse<ReleaseId>(plan), EntityId.Parse<AssetId>(asset), EntityId.Parse<UserId>(receiver)).ToString();

    /// <summary>Who owns an asset once it is delivered.</summary>
    public static List<string> OwnersAfter(ModelPlan plan, IReadOnlyList<string> owners, IEnumerable<string> receivers) => plan.Bequest switch
    {
        "gift" => [.. owners.Where(owner => owner != plan.Owner || receivers.Contains(owner)).Union(receivers)],
        "co-ownership" => [.. owners.Union(receivers)],
        _ => [.. owners],
    };

    private string Schedule(LegacyCommand command)
    {
        var terms = command.Terms!;
        var plan = new ModelPlan(command.Plan, command.By)
        {
            Kind = terms.Kind,
            Hides = terms.Kind != Custom || terms.Hides,
            Bequest = terms.Bequest ?? (terms.Kind == ToFutureSelf ? "self" : "gift"),
            IsAutomatic = terms.IsAutomatic,
            Assets = [.. terms.Assets!],
            Receivers = terms.Kind == ToFutureSelf ? [command.By] : [.. terms.Receivers!],
            IsOpen = terms.IsOpen!.Value,
            Place = terms.Place,
        };
        if (!IsValid(plan, plan.Receivers)) return Invalid;
        if (!plan.Assets.TrueForAll(asset => IsReleasable(Assets[asset], plan.Owner))) return NotSchedulable;
        Plans[plan.Id] = plan;
        Settle(plan);
        return Created;
    }

    private string Revise(ModelPlan plan, LegacyCommand command)
    {
        var terms = command.Terms!;
        if (plan.Owner != command.By) return Forbidden;
        var (assets, receivers) = (terms.Assets ?? plan.Assets, terms.Receivers ?? plan.Receivers);
        if (!IsValid(plan, receivers) || (plan.Kind == ToFutureSelf && !receivers.SequenceEqual(plan.Receivers))) return Invalid;
        if (!assets.Except(plan.Assets).All(asset => IsReleasable(Assets[asset], plan.Owner))) return NotSchedulable;
        if (plan.IsFinal) return Conflict;
        foreach (var dropped in plan.Assets.Except(assets)) LetGo(plan, Assets[dropped]);
        (plan.Assets, plan.Receivers) = ([.. assets], [.. receivers]);
        if (terms.IsOpen is { } isOpen) (plan.IsOpen, plan.Place, plan.IsPlaceFound, plan.WrongGuesses) = (isOpen, null, false, []);
        Settle(plan);
        return NoContent;
    }

    private string Trigger(ModelPlan plan, LegacyCommand command)
    {
        if (!plan.Receivers.Contains(command.By)) return Forbidden;
        if (command.Place is { } stated && !plan.IsFinal && plan.Place is not null)
        {
            if (plan.WrongGuesses.GetValueOrDefault(command.By) >= MaximumWrongGuesses) return "429 too_many_guesses";
            if (stated == plan.Place) plan.IsPlaceFound = true;
            else plan.WrongGuesses[command.By] = plan.WrongGuesses.GetValueOrDefault(command.By) + 1;
        }

        if (plan.State == ModelPlan.Executed) return NoContent;
        if (plan.IsFinal || !plan.AreConditionsMet) return NotReady;
        Execute(plan);
        return plan.State == ModelPlan.Executed ? NoContent : Conflict;
    }

    private string Cancel(ModelPlan plan, string by)
    {
        if (plan.Owner != by && !plan.Receivers.Contains(by)) return Forbidden;
        if (plan.IsFinal) return Conflict;
        if (plan.Owner != by && plan.IsAutomatic && plan.Receivers.Count > 1) RemoveReceiver(plan, by);
        else End(plan);
        return NoContent;
    }

    private static bool IsValid(ModelPlan plan, IEnumerable<string> receivers) =>
        (plan.Bequest != "self" || receivers.All(receiver => receiver == plan.Owner)) && !(plan.IsAutomatic && plan.Place is not null);

    private static bool IsReleasable(ModelAsset asset, string owner) => asset.IsVisible && asset.Owners.Contains(owner);

    private void Settle(ModelPlan plan)
    {
        if (plan.Hides) plan.Assets.ForEach(asset => Assets[asset].HeldBy = plan.Id);
        if (plan.IsAutomatic && plan.AreConditionsMet) Execute(plan);
    }

    private void Execute(ModelPlan plan)
    {
        List<string> strangers = [.. plan.Receivers.Where(receiver => !AreKeeps(plan.Owner, receiver))];
        if (strangers.Count > 0 && !(plan.IsAutomatic && strangers.Count < plan.Receivers.Count))
        {
            End(plan);
            return;
        }

        (plan.State, plan.PassedOver, plan.WrongGuesses) = (ModelPlan.Executed, strangers, []);
        foreach (var asset in plan.Assets) Deliver(plan, Assets[asset]);
    }

    private void Deliver(ModelPlan plan, ModelAsset asset)
    {
        var isPossible = plan.Hides ? asset.HeldBy == plan.Id && asset.Owners.Contains(plan.Owner) : IsReleasable(asset, plan.Owner);
        LetGo(plan, asset);
        (isPossible ? plan.Delivered : plan.Failed).Add(asset.Id);
        if (!isPossible) return;
        List<string> recipients = [.. plan.Receivers.Except(plan.PassedOver)];
        if (plan.Bequest == "copy")
        {
            foreach (var recipient in recipients) Assets.TryAdd(CopyOf(plan.Id, asset.Id, recipient), new ModelAsset(CopyOf(plan.Id, asset.Id, recipient), asset.File, [recipient]));
            return;
        }

        asset.Owners = OwnersAfter(plan, asset.Owners, recipients);
        asset.DeliveredBy.Add(plan.Id);
    }

    private void RemoveReceiver(ModelPlan plan, string person)
    {
        if (!plan.Receivers.Contains(person)) return;
        if (plan.Receivers.Count == 1) End(plan);
        else plan.Receivers.Remove(person);
    }

    private void End(ModelPlan plan)
    {
        (plan.State, plan.WrongGuesses) = (ModelPlan.Canceled, []);
        plan.Assets.ForEach(asset => LetGo(plan, Assets[asset]));
    }

    private static void LetGo(ModelPlan plan, ModelAsset asset)
    {
        if (asset.HeldBy == plan.Id) asset.HeldBy = null;
    }
}
