// Where a recording is silent, for kinds of sound that only a browser can read: the same threshold and
// lengths as the server has for WAV files.

const BLOCK = 0.05;
const QUIET = 10 ** (-45 / 20);
const SHORTEST = 1.2;

export async function silencesOf(address) {
  try {
    const data = await whole(address);
    const context = new OfflineAudioContext(1, 1, 16000);
    const sound = await context.decodeAudioData(data);
    return stretches(sound.getChannelData(0), Math.round(sound.sampleRate * BLOCK));
  } catch {
    return null;
  }
}

// The recording, part by part: the server sends no more at once.
async function whole(address) {
  const parts = [];
  for (let at = 0, size = 1; at < size; ) {
    const answer = await fetch(address, { headers: { Range: `bytes=${at}-` } });
    if (answer.status !== 206) throw new Error(`The recording cannot be read: ${answer.status}`);
    const part = await answer.arrayBuffer();
    parts.push(part);
    at += part.byteLength;
    size = Number(answer.headers.get("Content-Range").split("/")[1]);
  }
  return new Blob(parts).arrayBuffer();
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
