namespace Classifier.Inference.Models;

/// <summary>The steps between a model's states: Staged → Verified → Warm → Shadow or Active → Draining → Retired, with Suspended beside Active.</summary>
internal static class ModelLifecycle
{
    public static bool Allows(ModelState from, ModelState to) => (from, to) switch
    {
        (ModelState.Staged, ModelState.Verified) => true,
        (ModelState.Verified, ModelState.Warm) => true,
        (ModelState.Warm, ModelState.Shadow or ModelState.Active or ModelState.Draining) => true,
        (ModelState.Shadow, ModelState.Active or ModelState.Draining) => true,
        (ModelState.Active, ModelState.Suspended or ModelState.Draining) => true,
        (ModelState.Suspended, ModelState.Active or ModelState.Draining) => true,
        (ModelState.Draining, ModelState.Retired) => true,
        (ModelState.Staged or ModelState.Verified or ModelState.Warm or ModelState.Shadow, ModelState.Failed) => true,
        _ => false,
    };
}
