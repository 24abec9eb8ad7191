using System.Text;

namespace Classifier.Text.Tests;

public sealed class AllocationTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("Please translate the following sentence into French and keep the tone friendly. ", 1, 4)]
    [InlineData("Please translate the following sentence into French and keep the tone friendly. ", 12, 4)]
    [InlineData("Please translate the following sentence into French and keep the tone friendly. ", 200, 4)]
    [InlineData("Пожалуйста, переведите следующее предложение на французский язык. ", 12, 6)]
    [InlineData("请把下面的句子翻译成法语，并保持友好的语气。", 40, 8)]
    public void Encode_allocates_little_more_than_its_ids(string sentence, int times, int limit)
    {
        var encoder = new TextEncoder(SharedTokenizer.Instance, new TextEncoderOptions());
        var text = string.Concat(Enumerable.Repeat(sentence, times));
        var bytes = Encoding.UTF8.GetByteCount(text);
        var bound = 2048L + limit * bytes;

        // The smallest of many: until the code is optimised it boxes what it later keeps on the stack, and a collection empties pools.
        // The optimiser waits while other tests bring new code in, so only a fault needs all the turns.
        var least = long.MaxValue;
        for (var i = 0; i < 40_000 && least > bound; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            encoder.Encode(text);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        output.WriteLine($"{bytes} bytes of text: {least} bytes allocated");
        Assert.InRange(least, 0, bound);
    }
}
