// Hashes by Meta's PDQ core of pictures drawn from whole numbers (GeneratedPicture in the tests draws the same).
#include <pdq/cpp/downscaling/downscaling.h>
#include <pdq/cpp/hashing/pdqhashing.h>

#include <cstdio>
#include <vector>

using namespace facebook::pdq::hashing;

static std::vector<uint8_t> picture(int w, int h, uint32_t state) {
  std::vector<uint8_t> rgb(3ull * w * h);
  size_t i = 0;
  const uint32_t kind = state % 7 + 1;
  for (int y = 0; y < h; y++)
    for (int x = 0; x < w; x++)
      for (int c = 0; c < 3; c++) {
        state = state * 1664525u + 1013904223u;
        const uint32_t wave = (uint32_t)(x * (c + 2) * kind * 64 / w + y * (4 - c) * (8 - kind) * 64 / h);
        const uint32_t block = ((uint32_t)(x * 8 / w) * 37u + (uint32_t)(y * 8 / h) * 101u + kind * 53u) % 3u * 40u;
        rgb[i++] = (uint8_t)((wave % 128u) / 2u + block + (state >> 27));
      }
  return rgb;
}

int main() {
  const int sizes[][2] = {{5, 5},     {5, 300},   {300, 5},   {6, 7},     {16, 16},   {31, 33},   {63, 64},   {64, 64},
                          {64, 63},   {65, 66},   {97, 131},  {127, 129}, {128, 128}, {129, 128}, {200, 100}, {255, 257},
                          {256, 256}, {257, 255}, {300, 200}, {333, 77},  {77, 333},  {511, 513}, {512, 384}, {640, 480},
                          {641, 479}, {799, 601}, {1024, 768}, {1025, 767}, {1200, 80}, {80, 1200}, {1, 9},    {4, 100}};
  printf("width\theight\tseed\thash\tquality\trotate90\trotate180\trotate270\tflipx\tflipy\tflipplus1\tflipminus1\tdihedral\n");
  uint32_t seed = 1;
  for (const auto& size : sizes)
    for (int repeat = 0; repeat < 2; repeat++, seed++) {
      const int w = size[0], h = size[1];
      const auto rgb = picture(w, h, seed);
      std::vector<float> first(w * h), second(w * h);
      float samples[64][64], half[16][64], low[16][16], turned[16][16];
      Hash256 hash, d[8];
      int quality, dihedralQuality;
      facebook::pdq::downscaling::fillFloatLumaFromRGB(&rgb[0], &rgb[1], &rgb[2], h, w, 3 * w, 3, first.data());
      pdqHash256FromFloatLuma(first.data(), second.data(), h, w, samples, half, low, hash, quality);
      facebook::pdq::downscaling::fillFloatLumaFromRGB(&rgb[0], &rgb[1], &rgb[2], h, w, 3 * w, 3, first.data());
      pdqDihedralHash256esFromFloatLuma(first.data(), second.data(), h, w, samples, half, low, turned, &d[0], &d[1], &d[2], &d[3],
                                        &d[4], &d[5], &d[6], &d[7], dihedralQuality);
      printf("%d\t%d\t%u\t%s\t%d", w, h, seed, hash.format().c_str(), quality);
      for (int i = 1; i < 8; i++) printf("\t%s", d[i].format().c_str());
      printf("\t%s\n", d[0].format().c_str());
    }
}
