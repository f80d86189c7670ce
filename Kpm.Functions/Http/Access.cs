namespace Kpm.Functions.Http;

/// <summary>Who may call an endpoint. There is no default: a function without it answers nobody.</summary>
internal enum Access
{
    /// <summary>Anyone.</summary>
    Anonymous,

    /// <summary>The mail service: the request carries its signature.</summary>
    MailService,

    /// <summary>The holder of a refresh token; the use case checks its session.</summary>
    RefreshToken,

    /// <summary>An active account with a valid access token and an active session.</summary>
    User,

    /// <summary>As <see cref="User"/>, and the token comes from a log-in rather than from a refresh.</summary>
    FreshUser,

    /// <summary>As <see cref="User"/>, and the token carries the role admin.</summary>
    Admin,

    /// <summary>As <see cref="Admin"/>, and the token comes from a log-in.</summary>
    FreshAdmin,
}

/// <summary>States who may call the function.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class MayCallAttribute(Access access) : Attribute
{
    public Access Access { get; } = access;
}
