/*
 * fourier.h - what of FFTW 3 is bound: three functions and the flags for their plans, as fftw3.h declares them. The build
 * compares the two.
 */
typedef struct fftw_plan_s *fftw_plan;
typedef double fftw_complex[2];

#define FFTW_UNALIGNED (1U << 1)
#define FFTW_ESTIMATE (1U << 6)

/* howmany transforms of n[0] real numbers each, istride apart, the transforms idist apart; NULL if there is no such plan. */
fftw_plan fftw_plan_many_dft_r2c(int rank, const int *n, int howmany, double *in,
                                 const int *inembed, int istride, int idist, fftw_complex *out,
                                 const int *onembed, int ostride, int odist, unsigned flags);

/* A plan for other arrays of the same layout. Any number of threads may run one at once. */
void fftw_execute_dft_r2c(const fftw_plan plan, double *in, fftw_complex *out);

void fftw_destroy_plan(fftw_plan plan);
