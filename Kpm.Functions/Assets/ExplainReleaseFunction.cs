using System.Text.Json;
using Kpm.Core.Assets;
using Kpm.Core.Assets.UseCases;
using Kpm.Core.Shared;
using Kpm.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Assets;

/// <summary><c>GET /legacy/{id}/conditions</c>: the terms of a release and how its conditions stand, for its owner, in the language of the caller.</summary>
internal sealed class ExplainReleaseFunction(ExplainReleaseHandler handler, IClock clock)
{
    [Function("ExplainRelease")]
    [MayCall(Access.User)]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/legacy/{releaseId}/conditions")] HttpRequest request, string releaseId, CancellationToken cancellationToken)
    {
        if (!EntityId.TryParse<ReleaseId>(releaseId, out var id)) return Reply.Refused(new Forbidden());
        var explained = await handler.HandleAsync(new ExplainRelease(id, Caller.Of(request).User, AcceptLanguage.Of(request), clock.Now), cancellationToken);
        request.HttpContext.Response.Headers.Vary = "Accept-Language";
        return explained.IsFailure ? Reply.Refused(explained.Error) : Reply.Ok(ExplanationResponse.Of(explained.Value), explained.Value.Version);
    }

    /// <param name="Release">The release.</param>
    /// <param name="BequestType">What becomes of its assets.</param>
    /// <param name="Delivery">Who executes it.</param>
    /// <param name="Hide">Whether its assets are hidden while it waits.</param>
    /// <param name="TellReceivers">Whether receivers know of it while it waits.</param>
    /// <param name="IsReady">Whether everything but the conditions allows it to be executed.</param>
    /// <param name="Keepers">Who watches over it.</param>
    /// <param name="Attempt">The attempt to reach the owner that is under way.</param>
    /// <param name="Turns">How receivers take turns, and whose it is.</param>
    /// <param name="InvitedWaitDays">How long it waits for those who are invited.</param>
    /// <param name="InvitedUntil">When they are passed over, milliseconds since 1970.</param>
    /// <param name="NextCheckAt">When the system looks again, milliseconds since 1970.</param>
    /// <param name="Conditions">The tree.</param>
    private sealed record ExplanationResponse(string Release, string BequestType, string Delivery, bool Hide, bool TellReceivers, bool IsReady, IReadOnlyList<string> Keepers, string? Attempt, TurnsResponse? Turns, int? InvitedWaitDays, long? InvitedUntil, long? NextCheckAt, ConditionResponse Conditions)
    {
        public static ExplanationResponse Of(ReleaseExplanation explanation) => new(
            $"/legacy/{explanation.Release}",
            BequestWords.Of(explanation.State.Bequest),
            DeliveryWords.Of(explanation.State.Delivery),
            explanation.State.Hides,
            explanation.State.TellsReceivers,
            explanation.State is { Lifecycle: Lifecycle.Active, HoldsConfirmed: true },
            [.. explanation.State.Keepers.Select(keeper => $"/users/{keeper}")],
            explanation.State.Attempt is { } attempt ? $"/legacy/{explanation.Release}/attempts/{attempt}" : null,
            TurnsResponse.Of(explanation.State),
            explanation.State.InvitedWaitDays,
            explanation.InvitedUntil?.UnixMilliseconds,
            explanation.State.NextCheckAt?.UnixMilliseconds,
            ConditionResponse.Explaining(explanation.Conditions));
    }

    /// <param name="WaitDays">How long each can claim.</param>
    /// <param name="Receiver">Whose turn it is.</param>
    /// <param name="Since">Since when, milliseconds since 1970.</param>
    /// <param name="PassedOver">Who was passed over.</param>
    private sealed record TurnsResponse(int WaitDays, string? Receiver, long? Since, IReadOnlyList<PassedResponse> PassedOver)
    {
        public static TurnsResponse? Of(ReleaseState state) => state.InTurn is { } terms
            ? new TurnsResponse(terms.WaitDays, state.Turn is { } turn ? $"/users/{turn.Receiver}" : null, state.Turn?.Since.UnixMilliseconds, [.. state.Passed.Select(PassedResponse.Of)])
            : null;
    }

    /// <param name="Receiver">Who was passed over.</param>
    /// <param name="At">When, milliseconds since 1970.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="AgainSince">Since when they can claim again, milliseconds since 1970.</param>
    private sealed record PassedResponse(string Receiver, long At, string Reason, long? AgainSince)
    {
        public static PassedResponse Of(PassedReceiver passed) => new($"/users/{passed.Receiver}", passed.At.UnixMilliseconds, PassWords.Of(passed.Reason), passed.AgainSince?.UnixMilliseconds);
    }

    /// <param name="Type">The kind of condition.</param>
    /// <param name="Text">What it asks for, in plain words.</param>
    /// <param name="Status">How it stands, in plain words.</param>
    /// <param name="Met">Whether it is met.</param>
    /// <param name="Since">Since when, milliseconds since 1970; 0 for always.</param>
    /// <param name="NextChange">When time will meet it.</param>
    private sealed record ConditionResponse(string Type, string Text, string Status, bool Met, long? Since, long? NextChange)
    {
        public long? At { get; init; }

        public string? Local { get; init; }

        public string? TimeZone { get; init; }

        public long? From { get; init; }

        public long? Until { get; init; }

        public string? Location { get; init; }

        public double? Latitude { get; init; }

        public double? Longitude { get; init; }

        public double? Radius { get; init; }

        public EvidenceResponse? Evidence { get; init; }

        public int? PeriodDays { get; init; }

        public int? Reminders { get; init; }

        public int? ReminderEveryDays { get; init; }

        public int? GraceDays { get; init; }

        public int? WaitDays { get; init; }

        public string? Legacy { get; init; }

        public int? DelayDays { get; init; }

        public int? Count { get; init; }

        public IReadOnlyList<ConditionResponse>? Of { get; init; }

        public static ConditionResponse Explaining(ConditionExplanation explained)
        {
            var (isMet, since, next) = explained.Finding;
            var terms = (explained.Condition as ReleaseCondition.Inactivity)?.Terms;
            var attestation = explained.Condition as ReleaseCondition.Attestation;
            var follows = explained.Condition as ReleaseCondition.Follows;
            var area = explained.Place as Place.Area;
            return new ConditionResponse(TypeOf(explained.Condition), explained.Text, explained.Status, isMet, since?.UnixMilliseconds, next?.UnixMilliseconds)
            {
                At = (explained.Condition as ReleaseCondition.Date)?.Instant.UnixMilliseconds,
                Local = (explained.Condition as ReleaseCondition.LocalDate)?.DateTime,
                TimeZone = (explained.Condition as ReleaseCondition.LocalDate)?.TimeZone,
                From = (explained.Condition as ReleaseCondition.Window)?.From.UnixMilliseconds,
                Until = (explained.Condition as ReleaseCondition.Window)?.Until.UnixMilliseconds,
                Location = explained.Place?.Text,
                Latitude = area?.Latitude,
                Longitude = area?.Longitude,
                Radius = area?.Radius,
                Evidence = explained.Evidence is { } evidence ? EvidenceResponse.Of(evidence) : null,
                PeriodDays = terms?.Period,
                Reminders = terms?.Reminders,
                ReminderEveryDays = terms?.ReminderEvery,
                GraceDays = terms?.Grace,
                WaitDays = terms?.Wait ?? attestation?.Wait,
                Legacy = follows is null ? null : $"/legacy/{follows.Legacy}",
                DelayDays = follows?.Days,
                Count = (explained.Condition as ReleaseCondition.AtLeast)?.Count ?? attestation?.Count,
                Of = explained.Condition is ReleaseCondition.Group ? [.. explained.Of.Select(Explaining)] : null,
            };
        }

        private static string TypeOf(ReleaseCondition condition) => condition switch
        {
            ReleaseCondition.Always => "always",
            ReleaseCondition.Date or ReleaseCondition.LocalDate => "date",
            ReleaseCondition.Window => "window",
            ReleaseCondition.AtPlace => "place",
            ReleaseCondition.Inactivity => "inactivity",
            ReleaseCondition.Attestation => "attestation",
            ReleaseCondition.Follows => "after",
            ReleaseCondition.All => "all",
            ReleaseCondition.Any => "any",
            ReleaseCondition.AtLeast => "at_least",
            _ => throw new ArgumentOutOfRangeException(nameof(condition)),
        };
    }

    /// <param name="Grade">What it is worth: self_reported or attested.</param>
    /// <param name="By">Who says so.</param>
    /// <param name="At">When, milliseconds since 1970.</param>
    private sealed record EvidenceResponse(string Grade, string By, long At)
    {
        public static EvidenceResponse Of(PlaceEvidence evidence) =>
            new(JsonNamingPolicy.SnakeCaseLower.ConvertName(evidence.Grade.ToString()), $"/users/{evidence.By}", evidence.At.UnixMilliseconds);
    }
}
