using System.Globalization;
using Kpm.Core.Shared;
using Kpm.Core.Users.Reminders;
using Kpm.Core.Users.UseCases;
using Kpm.Functions.Http;
using Kpm.Functions.Shared;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Users;

/// <summary><c>POST</c>, <c>GET</c> and <c>DELETE /users/me/reminders</c>: what the caller wants to be reminded of.</summary>
internal sealed class ReminderFunctions(AddRemindersHandler add, ListRemindersHandler list, RemoveRemindersHandler remove, IClock clock)
{
    private const string Path = "/users/me/reminders";
    private const string Route = "api/v1" + Path;

    [Function("AddReminders")]
    [MayCall(Access.User)]
    public async Task<IResult> AddAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request, CancellationToken cancellationToken)
    {
        var drafts = await ReadAsync(request);
        if (drafts.IsFailure) return Reply.Refused(drafts.Error);
        var reminders = ReminderDraft.Check(drafts.Value);
        if (reminders.IsFailure) return Reply.Refused(reminders.Error);
        var command = new AddReminders(Caller.Of(request).User, reminders.Value, clock.Now);
        var added = await ConflictRetry.RunAsync(() => add.HandleAsync(command, cancellationToken));
        return added.IsFailure ? Reply.Refused(added.Error) : Reply.Created(Path);
    }

    [Function("ListReminders")]
    [MayCall(Access.User)]
    public async Task<IResult> ListAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route)] HttpRequest request, CancellationToken cancellationToken)
    {
        var reminders = await list.HandleAsync(new ListReminders(Caller.Of(request).User), cancellationToken);
        return reminders.IsFailure ? Reply.Refused(reminders.Error) : Reply.Ok(reminders.Value.Items.Select(ReminderResponse.Of).ToList());
    }

    [Function("RemoveReminders")]
    [MayCall(Access.User)]
    public async Task<IResult> RemoveAsync([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = Route)] HttpRequest request, CancellationToken cancellationToken)
    {
        var drafts = await ReadAsync(request);
        if (drafts.IsFailure) return Reply.Refused(drafts.Error);
        var keys = ReminderDraft.CheckKeys(drafts.Value);
        if (keys.IsFailure) return Reply.Refused(keys.Error);
        var command = new RemoveReminders(Caller.Of(request).User, keys.Value, clock.Now);
        return Reply.NoContentOr(await ConflictRetry.RunAsync(() => remove.HandleAsync(command, cancellationToken)));
    }

    private static async Task<Result<IReadOnlyList<ReminderDraft>>> ReadAsync(HttpRequest request)
    {
        var body = await JsonBody.ReadAsync<List<Body?>>(request);
        if (body.IsFailure) return body.Error;
        var drafts = new List<ReminderDraft>();
        var errors = new List<FieldError>();
        foreach (var (index, item) in body.Value.Index())
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"/{index}");
            UserId related = default;
            if (item is null) errors.Add(new FieldError(place, new NotAnObject()));
            else if (item.RelatedUser is not null && !EntityId.TryParse(item.RelatedUser, out related)) errors.Add(new FieldError($"{place}/related_user", new NotAnId()));
            else drafts.Add(new ReminderDraft(item.Title, item.Time, item.Frequency, item.RelatedUser is null ? null : related, item.TimeZone, item.Repeat));
        }

        return errors.Count > 0 ? new ValidationFailed(errors) : drafts;
    }

    private sealed record Body
    {
        public string? Title { get; init; }

        public long? Time { get; init; }

        public long? Frequency { get; init; }

        public string? RelatedUser { get; init; }

        public string? TimeZone { get; init; }

        public string? Repeat { get; init; }
    }
}

/// <summary>A reminder as its user sees it; times and frequency in milliseconds.</summary>
internal sealed record ReminderResponse(string Title, long Time, long Frequency, string? RelatedUser, string? TimeZone, string? Repeat, long? NextTime)
{
    public static ReminderResponse Of(Reminder reminder) => new(
        reminder.Title,
        reminder.Time.UnixMilliseconds,
        reminder.Frequency,
        reminder.RelatedUser is { } related ? $"/users/{related}" : null,
        reminder.TimeZone,
        reminder.Repeat,
        reminder.NextTime?.UnixMilliseconds);
}
