package demo.fftw;

/**
 * The same in Java, for a power of two samples: Cooley and Tukey's radix 2 over half as many complex numbers, which are the
 * samples in pairs. What does not depend on them is made once, as FFTW's plan is. For one thread.
 */
final class JavaFourier {
    private final int length;
    private final double[] cos;
    private final double[] sin;
    private final double[] re;
    private final double[] im;

    JavaFourier(int length) {
        this.length = length;
        int half = length / 2;
        cos = new double[half];
        sin = new double[half];
        re = new double[half];
        im = new double[half];
        for (int k = 0; k < half; k++) {
            cos[k] = Math.cos(2 * Math.PI * k / length);
            sin[k] = -Math.sin(2 * Math.PI * k / length);
        }
    }

    /** The spectra of some channels side by side: real and imaginary parts in turn, as of complex128. */
    void transform(double[] samples, int channels, double[] spectrum) {
        for (int channel = 0; channel < channels; channel++) {
            for (int i = 0; i < re.length; i++) {
                re[i] = samples[2 * i * channels + channel];
                im[i] = samples[(2 * i + 1) * channels + channel];
            }
            transform();
            if (length == 1) {
                spectrum[2 * channel] = samples[channel];
                spectrum[2 * channel + 1] = 0;
            } else {
                split(channels, channel, spectrum);
            }
        }
    }

    /** The complex numbers in place. */
    private void transform() {
        int n = re.length;
        for (int i = 1, j = 0; i < n; i++) {
            int bit = n >> 1;
            for (; (j & bit) != 0; bit >>= 1) {
                j ^= bit;
            }
            j ^= bit;
            if (i < j) {
                double r = re[i];
                re[i] = re[j];
                re[j] = r;
                r = im[i];
                im[i] = im[j];
                im[j] = r;
            }
        }
        for (int half = 1; half < n; half *= 2) {
            int step = n / half;
            for (int start = 0; start < n; start += 2 * half) {
                for (int k = 0; k < half; k++) {
                    int a = start + k;
                    int b = a + half;
                    double r = re[b] * cos[k * step] - im[b] * sin[k * step];
                    double i = re[b] * sin[k * step] + im[b] * cos[k * step];
                    re[b] = re[a] - r;
                    im[b] = im[a] - i;
                    re[a] += r;
                    im[a] += i;
                }
            }
        }
    }

    /** The spectrum of the real numbers of that of their pairs: even and odd ones apart, then one more step of radix 2. */
    private void split(int channels, int channel, double[] spectrum) {
        int n = re.length;
        for (int k = 0; k <= n; k++) {
            int a = k == n ? 0 : k;
            int b = k == 0 ? 0 : n - k;
            double evenRe = (re[a] + re[b]) / 2;
            double evenIm = (im[a] - im[b]) / 2;
            double oddRe = (im[a] + im[b]) / 2;
            double oddIm = (re[b] - re[a]) / 2;
            double c = k == n ? -1 : cos[k];
            double s = k == n ? 0 : sin[k];
            int at = 2 * (k * channels + channel);
            spectrum[at] = evenRe + oddRe * c - oddIm * s;
            spectrum[at + 1] = evenIm + oddRe * s + oddIm * c;
        }
    }
}
