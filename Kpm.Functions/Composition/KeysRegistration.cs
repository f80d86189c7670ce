using Kpm.Core.Assets.Reactions;
using Kpm.Core.Exports.Reactions;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;
using Kpm.Core.Users.Reactions;
using Kpm.Core.Users.Reactions.RotationSteps;
using Kpm.Core.Users.Rotation;
using Kpm.Core.Users.UseCases;
using Kpm.Functions.Adapters.Cosmos;
using Kpm.Functions.Adapters.UserKeys;
using Kpm.Functions.Queues;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Kpm.Functions.Composition;

/// <summary>How keys are replaced, across the contexts, and what certifies that one was erased.</summary>
internal static class KeysRegistration
{
    public static IServiceCollection AddKeys(this IServiceCollection services)
    {
        services.AddSettings<KeysOptions>("Keys");
        return services
            .AddSingleton(provider => Options(provider).Cache)
            .AddSingleton(provider => Options(provider).Times)
            .AddSingleton(KeyRotationStore.Mapping)
            .AddSingleton<IKeyRotations, KeyRotationStore>()
            .AddSingleton<RotateVaultKeyHandler>()
            .AddSingleton<CountVaultKeyUseHandler>()
            .AddSingleton<RewrapUserKeysHandler>()
            .AddSingleton<RotateUserKeyHandler>()
            .AddSingleton<GetKeyRotationHandler>()
            .AddSingleton<AdvanceKeyRotationHandler>()
            .AddSingleton<CertifyErasureHandler>()
            .AddWorkQueue<RewrapUserKeys>(QueueNames.KeysRewrap)
            .AddWorkQueue<AdvanceKeyRotation>(QueueNames.KeysAdvanceRotation)
            .AddDueWork<KeyRotationId, AdvanceKeyRotation>("CheckDueKeyRotations", "keyRotations", (rotation, _) => new AdvanceKeyRotation(rotation))
            .AddSteps();
    }

    /// <summary>The steps in their order. Nothing is wrapped anew while somebody may still seal with an older version; the older versions go last.</summary>
    private static IServiceCollection AddSteps(this IServiceCollection services) => services
        .AddSingleton<IKeyRotationStep, AddKeyVersion>()
        .AddSingleton<IKeyRotationStep>(provider => LetTimePass.ForWriters(provider.GetRequiredService<IClock>(), provider.GetRequiredService<UserKeyTimes>()))
        .AddSingleton<IKeyRotationStep, RewrapAccount>()
        .AddSingleton<IKeyRotationStep, RewrapAssets>()
        .AddSingleton<IKeyRotationStep, RewrapReleases>()
        .AddSingleton<IKeyRotationStep, RewrapInvitations>()
        .AddSingleton<IKeyRotationStep, RewrapRows>()
        .AddSingleton<IKeyRotationStep, RewrapHistory>()
        .AddSingleton<IKeyRotationStep, RewrapExports>()
        .AddSingleton<IKeyRotationStep, RewrapRehearsals>()
        .AddSingleton<IKeyRotationStep>(provider => LetTimePass.ForReaders(provider.GetRequiredService<IClock>(), provider.GetRequiredService<UserKeyTimes>()))
        .AddSingleton<IKeyRotationStep, DropOldKeyVersions>();

    private static KeysOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptions<KeysOptions>>().Value;
}
