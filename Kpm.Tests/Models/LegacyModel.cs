namespace Kpm.Tests.Models;

/// <summary>
/// The simple truth about a few people, their keeps, assets and legacies. Says what the API must answer to a command, as status and code,
/// and becomes what must be true once everything that the command started has happened.
/// </summary>
internal sealed partial class LegacyModel
{
    public const string Keepem = "keepem";
    private const string Created = "201";
    private const string NoContent = "204";
    private const string Forbidden = "403 forbidden";
    private const string Conflict = "409 conflict";
    private const string Invalid = "422 validation_failed";

    /// <summary>Those who are there, in the order of their places.</summary>
    public List<string> People { get; } = [];

    public HashSet<(string Low, string High)> Keeps { get; } = [];

    public Dictionary<string, ModelAsset> Assets { get; } = [];

    public Dictionary<string, ModelPlan> Plans { get; } = [];

    public bool AreKeeps(string one, string other) => one == other || Keeps.Contains(Pair(one, other));

    public static (string Low, string High) Pair(string one, string other) => string.CompareOrdinal(one, other) < 0 ? (one, other) : (other, one);

    /// <summary>What the API must answer, and what is true afterwards.</summary>
    public string Apply(LegacyCommand command)
    {
        switch (command.Action)
        {
            case LegacyAction.AddAsset:
                Assets[command.Asset] = new ModelAsset(command.Asset, command.File!, command.Other is { } other ? [command.By, other] : [command.By]);
                return Created;
            case LegacyAction.Trash:
                return Trash(Assets[command.Asset], command.By);
            case LegacyAction.Restore:
                return Restore(Assets[command.Asset], command.By);
            case LegacyAction.Schedule:
                return Schedule(command);
            case LegacyAction.Trigger:
                return Trigger(Plans[command.Plan], command);
            case LegacyAction.Cancel:
                return Cancel(Plans[command.Plan], command.By);
            case LegacyAction.Revise:
                return Revise(Plans[command.Plan], command);
            case LegacyAction.Befriend:
                Keeps.Add(Pair(command.By, command.Other!));
                return NoContent;
            case LegacyAction.Unfriend:
                Keeps.Remove(Pair(command.By, command.Other!));
                return NoContent;
            default:
                Remove(command.By);
                return NoContent;
        }
    }

    private static string Trash(ModelAsset asset, string by)
    {
        if (asset.IsRemoved || !asset.Owners.Contains(by)) return Forbidden;
        if (asset.IsInTrash) return NoContent;
        if (!asset.IsVisible) return Forbidden;
        if (asset.Owners.Count > 1) asset.Owners.Remove(by);
        else asset.IsInTrash = true;
        return NoContent;
    }

    private static string Restore(ModelAsset asset, string by)
    {
        if (asset.IsRemoved || !asset.Owners.Contains(by)) return Forbidden;
        if (!asset.IsVisible && !asset.IsInTrash) return Forbidden;
        asset.IsInTrash = false;
        return NoContent;
    }

    /// <summary>The account goes: its plans end, it receives nothing, and what only it owned is shredded.</summary>
    private void Remove(string person)
    {
        People.Remove(person);
        Keeps.RemoveWhere(keep => keep.Low == person || keep.High == person);
        foreach (var plan in Plans.Values.Where(plan => !plan.IsFinal).ToList())
        {
            if (plan.Owner == person) End(plan);
            else RemoveReceiver(plan, person);
        }

        foreach (var asset in Assets.Values.Where(asset => !asset.IsRemoved && asset.Owners.Contains(person)))
        {
            if (asset.Owners.Count > 1) asset.Owners.Remove(person);
            else (asset.IsRemoved, asset.IsInTrash, asset.HeldBy) = (true, false, null);
        }
    }
}
