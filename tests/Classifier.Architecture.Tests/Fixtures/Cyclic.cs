namespace Classifier.Architecture.Tests.Fixtures.Cyclic.Left
{
    internal sealed class Egg
    {
        public Right.Hen? From { get; init; }
    }
}

namespace Classifier.Architecture.Tests.Fixtures.Cyclic.Right
{
    internal sealed class Hen
    {
        public Left.Egg? Lays { get; init; }
    }
}
