// Times Meta's PDQ core on noise: bench WIDTH HEIGHT REPETITIONS
#include <pdq/cpp/downscaling/downscaling.h>
#include <pdq/cpp/hashing/pdqhashing.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <vector>

using namespace facebook::pdq::hashing;

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  const int w = atoi(argv[1]), h = atoi(argv[2]), repetitions = atoi(argv[3]);
  std::vector<uint8_t> rgb(3ull * w * h);
  uint32_t state = 1;
  for (auto& byte : rgb) {
    state = state * 1664525u + 1013904223u;
    byte = state >> 24;
  }

  std::vector<float> first(1ull * w * h), second(1ull * w * h);
  float samples[64][64], half[16][64], low[16][16];
  Hash256 hash;
  int quality;
  std::vector<double> seconds;
  for (int i = 0; i < repetitions; i++) {
    const auto start = std::chrono::steady_clock::now();
    facebook::pdq::downscaling::fillFloatLumaFromRGB(&rgb[0], &rgb[1], &rgb[2], h, w, 3 * w, 3, first.data());
    pdqHash256FromFloatLuma(first.data(), second.data(), h, w, samples, half, low, hash, quality);
    seconds.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
  }

  std::sort(seconds.begin(), seconds.end());
  printf("%dx%d median %.4f ms, least %.4f ms, %s quality %d\n", w, h, seconds[seconds.size() / 2] * 1e3, seconds[0] * 1e3,
         hash.format().c_str(), quality);
}
