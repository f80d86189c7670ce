namespace Kpm.Local.Sinks.Push;

/// <summary>The body of <c>messages:send</c>, as far as it is used or checked. Source: firebase.google.com/docs/reference/fcm/rest/v1/projects.messages.</summary>
internal sealed record PushRequest(bool ValidateOnly, PushMessage? Message);

internal sealed record PushMessage(string? Token, PushNotification? Notification, IReadOnlyDictionary<string, string>? Data);

internal sealed record PushNotification(string? Title, string? Body);
