// Where a recording is silent, for kinds of sound that only a browser can read: the same threshold and
// lengths as the server has for WAV files.

const BLOCK = 0.05;
const QUIET = 10 ** (-45 / 20);
const SHORTEST = 1.2;

export async function silencesOf(address) {
  try {
    const data = await (await fetch(address)).arrayBuffer();
    const context = new OfflineAudioContext(1, 1, 16000);
    const sound = await context.decodeAudioData(data);
    return stretches(sound.getChannelData(0), Math.round(sound.sampleRate * BLOCK));
  } catch {
    return null;
  }
}

function stretches(samples, length) {
  const found = [];
  let since = null;
  const count = Math.floor(samples.length / length);
  for (let block = 0; block <= count; block += 1) {
    const quiet = block < count && loudness(samples, block * length, length) < QUIET;
    if (quiet && since === null) since = block;
    if (!quiet && since !== null) {
      if ((block - since) * BLOCK >= SHORTEST) found.push([since * BLOCK, block * BLOCK]);
      since = null;
    }
  }
  return found;
}

function loudness(samples, start, length) {
  let sum = 0;
  for (let index = start; index < start + length; index += 1) sum += samples[index] ** 2;
  return Math.sqrt(sum / length);
}
