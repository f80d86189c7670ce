using Kpm.Core.Shared;
using Kpm.Core.Shared.Claims;
using Kpm.Core.Users.Factors;
using Kpm.Core.Users.Feedback;
using Kpm.Core.Users.Keep;
using Kpm.Core.Users.Life;
using Kpm.Core.Users.Reactions;
using Kpm.Core.Users.Reminders;
using Kpm.Core.Users.Session;
using Kpm.Core.Users.UseCases;
using Kpm.Core.Users.User;
using Kpm.Functions.Adapters.Cosmos;
using Kpm.Functions.Adapters.Passkeys;
using Kpm.Functions.Adapters.Passwords;
using Kpm.Functions.Adapters.SecondFactors;
using Kpm.Functions.Adapters.Tokens;
using Kpm.Functions.Queues;
using Kpm.Functions.Shared;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Kpm.Functions.Composition;

/// <summary>The users context: accounts, sessions, keeps.</summary>
internal static class UsersRegistration
{
    public static IServiceCollection AddUsers(this IServiceCollection services)
    {
        services.AddSettings<PasskeyOptions>("Passkeys");
        return services.AddAccounts().AddPasskeys().AddSignsOfLife();
    }

    private static IServiceCollection AddSignsOfLife(this IServiceCollection services) => services
        .AddSingleton(SignsOfLifeStore.Mapping)
        .AddSingleton<ISignsOfLife, SignsOfLifeStore>()
        .AddSingleton<RecentSigns>()
        .AddSingleton<SilenceDesk>()
        .AddSingleton<ISilence>(provider => provider.GetRequiredService<SilenceDesk>())
        .AddSingleton<GetSignsOfLifeHandler>()
        .AddSingleton<PauseForTravelHandler>();

    private static IServiceCollection AddPasskeys(this IServiceCollection services) => services
        .AddSingleton<IPasskeyVerifier, Fido2PasskeyVerifier>()
        .AddSingleton<IPasskeyChallenges, PasskeyChallenges>()
        .AddSingleton<PasskeysHandler>()
        .AddSingleton<LogInWithPasskeyHandler>();

    private static IServiceCollection AddAccounts(this IServiceCollection services) => services
        .AddSingleton(UserStore.Mapping).AddSingleton(SessionStore.Mapping).AddSingleton(KeepStore.Mapping)
        .AddSingleton<IUsers, UserStore>()
        .AddSingleton<ISessions, SessionStore>()
        .AddSingleton<IKeeps, KeepStore>()
        .AddSingleton<IKeepRows, KeepRows>()
        .AddSingleton<IKeepDirectory>(provider => new KeepDirectory(provider.GetRequiredService<Database>()))
        .AddSingleton<IUserDirectory>(provider => new UserDirectory(provider.GetRequiredService<Database>()))
        .AddSingleton<IIdPages<UserId>>(provider => new IdPages<UserId>(provider.GetRequiredService<Database>(), UserStore.Mapping.Container, UserStore.Mapping.Type))
        .AddSingleton<IIdPages<KeepId>>(provider => new IdPages<KeepId>(provider.GetRequiredService<Database>(), KeepStore.Mapping.Container, KeepStore.Mapping.Type))
        .AddSingleton<IClaimStore, ClaimStore>()
        .AddSingleton<ClaimDesk>()
        .AddSingleton<IKeepLookup, KeepLookup>()
            .AddSingleton<IAccountLookup, AccountLookup>()
        .AddSingleton<IPasswordHasher, Argon2PasswordHasher>()
        .AddSingleton<IPasswordStrength, ZxcvbnPasswordStrength>()
        .AddSingleton<PasswordRule>()
        .AddSingleton<IReferralCodeSource, ReferralCodeSource>()
        .AddSingleton<IAccessTokens, AccessTokens>()
        .AddSingleton<IRefreshSecrets, RefreshSecrets>()
        .AddSingleton(provider => new FirstAdminPolicy(provider.GetRequiredService<IOptions<ApiOptions>>().Value.AllowFirstAdmin))
        .AddSingleton<RegisterUserHandler>()
        .AddSingleton<ActivateUserHandler>()
        .AddSingleton<SessionDesk>()
        .AddSingleton<LogInHandler>()
        .AddSingleton<RefreshSessionHandler>()
        .AddSingleton<LogOutHandler>()
        .AddSingleton<ListMySessionsHandler>()
        .AddSingleton<RevokeSessionHandler>()
        .AddSingleton<GetUserHandler>()
        .AddSingleton<UpdateUserHandler>()
        .AddSingleton<ChangePasswordHandler>()
        .AddSingleton<ResetPasswordHandler>()
        .AddSingleton<RequestEmailChangeHandler>()
        .AddSingleton<ConfirmEmailChangeHandler>()
        .AddSingleton<AskForLinkHandler>()
        .AddWorkQueue<SendLink>(QueueNames.UsersMailLink)
        .AddSingleton<ITotp, OtpNetTotp>()
        .AddSingleton<IRecoveryCodeSource, RecoveryCodeSource>()
        .AddSingleton<SecondFactorDesk>()
        .AddSingleton<TotpHandler>()
        .AddSingleton<RecoveryCodesHandler>()
        .AddSingleton<ReminderSealer>()
        .AddSingleton<AddRemindersHandler>()
        .AddSingleton<ListRemindersHandler>()
        .AddSingleton<RemoveRemindersHandler>()
        .AddSingleton<IFeedbackResponses, FeedbackResponses>()
        .AddSingleton<AnswerFeedbackHandler>()
        .AddSingleton<RequestKeepHandler>()
        .AddSingleton<AcceptKeepHandler>()
        .AddSingleton<DeclineKeepHandler>()
        .AddSingleton<GetKeepHandler>()
        .AddSingleton<CountKeepRequestsHandler>()
        .AddSingleton<ListMyKeepsHandler>()
        .AddSingleton<ListKeepsHandler>()
        .AddSingleton<ListUsersHandler>()
        .AddSingleton<ConfirmUserClaims>()
        .AddSingleton<WelcomeUser>()
        .AddSingleton<TellAccountReady>()
        .AddSingleton<TellUser>()
        .AddSingleton<TellNewLogIn>()
        .AddSingleton<MailLink>()
        .AddSingleton<MoveEmailClaim>()
        .AddSingleton<EndSessions>()
        .AddSingleton<RequestKeepOfReferrer>()
        .AddSingleton<ProjectUser>()
        .AddSingleton<ProjectKeep>()
        .AddSingleton<ProjectKeepsOfUser>()
        .AddSingleton<TrackKeepClaim>()
        .AddSingleton<TellKeep>();
}
