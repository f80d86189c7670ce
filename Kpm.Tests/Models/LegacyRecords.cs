using Kpm.Tests.Running;

namespace Kpm.Tests.Models;

/// <summary>What an asset is to the model.</summary>
internal sealed class ModelAsset(string id, FileToUpload file, IEnumerable<string> owners)
{
    public string Id { get; } = id;

    /// <summary>What everybody who owns it must be able to download.</summary>
    public FileToUpload File { get; } = file;

    public List<string> Owners { get; set; } = [.. owners];

    public bool IsInTrash { get; set; }

    public bool IsRemoved { get; set; }

    /// <summary>The legacy that hides it.</summary>
    public string? HeldBy { get; set; }

    /// <summary>The legacies that changed its owners or left them, oldest first.</summary>
    public List<string> DeliveredBy { get; set; } = [];

    public bool IsVisible => !IsRemoved && !IsInTrash && HeldBy is null;

    /// <summary>Owners may have come and gone by other ways than legacies.</summary>
    public override string ToString() =>
        $"{Id}: {string.Join('+', Owners)}{(IsRemoved ? " removed" : "")}{(IsInTrash ? " trash" : "")} held by {HeldBy ?? "nobody"}, delivered by [{string.Join(',', DeliveredBy)}]";
}

/// <summary>What a legacy is to the model.</summary>
internal sealed class ModelPlan(string id, string owner)
{
    public const string Active = "active";
    public const string Executed = "inactive";
    public const string Canceled = "removed";

    public string Id { get; } = id;

    public string Owner { get; } = owner;

    public required string Kind { get; init; }

    public required bool Hides { get; init; }

    public required string Bequest { get; init; }

    public required bool IsAutomatic { get; init; }

    public List<string> Assets { get; set; } = [];

    public List<string> Receivers { get; set; } = [];

    /// <summary>Whether its date has passed, if it has one.</summary>
    public bool IsOpen { get; set; }

    /// <summary>Where somebody must have been.</summary>
    public string? Place { get; set; }

    public bool IsPlaceFound { get; set; }

    public Dictionary<string, int> WrongGuesses { get; set; } = [];

    public string State { get; set; } = Active;

    public List<string> Delivered { get; set; } = [];

    public List<string> Failed { get; set; } = [];

    public List<string> PassedOver { get; set; } = [];

    public bool IsFinal => State != Active;

    public bool AreConditionsMet => IsOpen && (Place is null || IsPlaceFound);

    public override string ToString() =>
        $"{Id}: {Kind} {State}, {Bequest}{(Hides ? " hidden" : "")}{(IsAutomatic ? " automatic" : "")} of {Owner} to {string.Join('+', Receivers)} without [{string.Join(',', PassedOver)}], assets {string.Join('+', Assets)}, delivered [{string.Join(',', Delivered)}], failed [{string.Join(',', Failed)}]";
}

/// <summary>What somebody may do next.</summary>
internal enum LegacyAction
{
    AddAsset,
    Trash,
    Restore,
    Schedule,
    Trigger,
    Cancel,
    Revise,
    Befriend,
    Unfriend,
    RemoveAccount,
}

/// <summary>The terms of a legacy in a command; null leaves what is.</summary>
internal sealed record LegacyTerms(IReadOnlyList<string>? Assets, IReadOnlyList<string>? Receivers, bool? IsOpen)
{
    public string Kind { get; init; } = "transfer";

    public string? Bequest { get; init; }

    public bool IsAutomatic { get; init; }

    public bool Hides { get; init; } = true;

    public string? Place { get; init; }
}

/// <summary>One step with its persons and things.</summary>
/// <param name="Action">What is done.</param>
/// <param name="By">Who does it; of a removed account, whose it is.</param>
internal sealed record LegacyCommand(LegacyAction Action, string By)
{
    /// <summary>The other person of a keep, or a second owner.</summary>
    public string? Other { get; init; }

    public string Asset { get; init; } = "";

    public FileToUpload? File { get; init; }

    public string Plan { get; init; } = "";

    public LegacyTerms? Terms { get; init; }

    /// <summary>Where the receiver says to be.</summary>
    public string? Place { get; init; }

    public override string ToString() => Action switch
    {
        LegacyAction.AddAsset => $"{By} adds {Asset} with {Other ?? "nobody"}",
        LegacyAction.Schedule or LegacyAction.Revise => $"{By} {Action} {Plan} {Terms!.Kind} {Terms.Bequest}{(Terms.IsAutomatic ? " automatic" : "")}{(Terms.Hides ? " hides" : "")} open {Terms.IsOpen} [{string.Join('+', Terms.Assets ?? [])}] to [{string.Join('+', Terms.Receivers ?? [])}]",
        _ => $"{By} {Action} {Other} {Asset} {Plan} {Place}",
    };
}
