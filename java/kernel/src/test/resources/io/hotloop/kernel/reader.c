double at(const hl_float64_view *a, int64_t i) {
    return AT(a, i);
}
