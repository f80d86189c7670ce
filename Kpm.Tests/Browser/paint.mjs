import { deflateSync } from 'node:zlib';

const palettes = [
  { sky: [[246, 205, 160], [232, 138, 104]], sun: [255, 236, 196], hills: [[150, 96, 86], [108, 66, 66], [70, 46, 52]] },
  { sky: [[198, 224, 236], [246, 232, 206]], sun: [255, 246, 214], hills: [[142, 170, 140], [98, 134, 106], [62, 94, 78]] },
  { sky: [[52, 60, 98], [206, 132, 124]], sun: [250, 214, 180], hills: [[78, 72, 104], [56, 52, 80], [36, 34, 56]] },
  { sky: [[168, 212, 222], [226, 240, 236]], sun: [255, 255, 240], hills: [[94, 150, 172], [62, 116, 146], [232, 208, 164]] },
];

/** A landscape at some hour, as a PNG. */
export function landscape(number, width = 640, height = 480) {
  const { sky, sun, hills } = palettes[number % palettes.length];
  const rows = Buffer.alloc(height * (1 + width * 3));
  const [sunX, sunY, sunRadius] = [width * (0.3 + 0.13 * number % 0.5), height * 0.38, height * 0.1];
  const ridge = (layer, x) => height * (0.52 + layer * 0.15) + Math.sin(x / width * (5 + layer * 2) + number * 2 + layer) * height * 0.07 + Math.sin(x / width * 17 + layer) * height * 0.015;
  for (let y = 0, at = 0; y < height; y++) {
    at++;
    for (let x = 0; x < width; x++) {
      let color = sky[0].map((from, channel) => from + (sky[1][channel] - from) * Math.min(1, Math.floor(y / height * 48) / 30));
      if (Math.hypot(x - sunX, y - sunY) < sunRadius) color = sun;
      hills.forEach((hill, layer) => { if (y > ridge(layer, x)) color = hill; });
      for (const value of color) rows[at++] = Math.max(0, Math.min(255, value));
    }
  }

  return png(width, height, rows);
}

function png(width, height, rows) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(name, content) {
  const body = Buffer.concat([Buffer.from(name), content]);
  const frame = Buffer.alloc(body.length + 8);
  frame.writeUInt32BE(content.length, 0);
  body.copy(frame, 4);
  frame.writeUInt32BE(checksum(body), body.length + 4);
  return frame;
}

function checksum(bytes) {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }

  return (sum ^ 0xffffffff) >>> 0;
}
