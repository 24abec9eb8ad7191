using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Classifier.Training.Deepfake.Net;

/// <summary>
/// A small network on local residuals: fixed first and second differences and a 3 × 3 high-pass of each colour, limited to a few
/// grey levels so that content hardly passes, then four convolutions and the mean over positions. About 52,000 weights. The relations
/// of neighbouring pixels as the carrier of upsampling traces: Tan et al., "Rethinking the Up-Sampling Operations in CNN-based
/// Generative Network for Generalizable Deepfake Detection", CVPR 2024.
/// </summary>
internal sealed class ResidualNet : Module<Tensor, Tensor>
{
    private static readonly float[][] Kernels =
    [
        [0, 0, 0, 0, -1, 1, 0, 0, 0],
        [0, 0, 0, 0, -1, 0, 0, 1, 0],
        [-.25f, .5f, -.25f, .5f, -1, .5f, -.25f, .5f, -.25f],
    ];

    private const double GreyLevels = 6;

    private readonly Tensor _fixed;
    private readonly Module<Tensor, Tensor> _body;

    public ResidualNet() : base(nameof(ResidualNet))
    {
        var values = new List<float>();
        for (var colour = 0; colour < 3; colour++)
        {
            foreach (var kernel in Kernels)
            {
                values.AddRange(kernel);
            }
        }

        _fixed = tensor(values.ToArray(), [9, 1, 3, 3]);
        _body = Sequential(
            Conv2d(9, 24, 3, padding: 1, bias: false), BatchNorm2d(24), ReLU(),
            Conv2d(24, 32, 3, stride: 2, padding: 1, bias: false), BatchNorm2d(32), ReLU(),
            Conv2d(32, 48, 3, stride: 2, padding: 1, bias: false), BatchNorm2d(48), ReLU(),
            Conv2d(48, 64, 3, stride: 2, padding: 1, bias: false), BatchNorm2d(64), ReLU(),
            AdaptiveAvgPool2d(1), Flatten(), Dropout(.2), Linear(64, 1));
        register_buffer("_fixed", _fixed);
        RegisterComponents();
    }

    /// <summary>[N, 3, H, W] in grey levels of 0 to 255; a logit a picture.</summary>
    public override Tensor forward(Tensor input)
    {
        var residuals = (functional.conv2d(input, _fixed, groups: 3) / GreyLevels).tanh();
        return _body.forward(residuals).squeeze(1);
    }
}
