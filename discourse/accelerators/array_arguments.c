/* Arrays that come from Python: taken, checked and given back. */

#include "kernels.h"

static void release_arrays(Array *arrays, Py_ssize_t count)
{
    while (count > 0) {
        count--;
        PyBuffer_Release(&arrays[count].view);
    }
}

/* Whether the items are numbers that the machine can read where they lie. Python names
   those by one letter; a sign before it says that the bytes are in another order. */
static int has_numbers(const Py_buffer *view, Py_ssize_t item_size)
{
    const char *letter = view->format ? view->format : "B";
    return view->itemsize == item_size && strlen(letter) == 1
           && strchr("?bBhHiIlLqQfd", letter[0])
           && (uintptr_t)view->buf % (uintptr_t)item_size == 0;
}

int take_arguments(PyObject *arguments, Array *arrays, Py_ssize_t array_count,
                   Py_ssize_t *numbers, Py_ssize_t number_count)
{
    if (PyTuple_Size(arguments) != array_count + number_count) {
        PyErr_Format(PyExc_TypeError, "expected %zd arrays and %zd numbers",
                     array_count, number_count);
        return 0;
    }
    for (Py_ssize_t i = 0; i < number_count; i++) {
        numbers[i] = PyLong_AsSsize_t(PyTuple_GetItem(arguments, array_count + i));
        if (PyErr_Occurred())
            return 0;
    }
    for (Py_ssize_t i = 0; i < array_count; i++) {
        Array *array = &arrays[i];
        PyObject *argument = PyTuple_GetItem(arguments, i);
        int flags = PyBUF_C_CONTIGUOUS | PyBUF_FORMAT;
        flags |= array->is_written ? PyBUF_WRITABLE : 0;
        if (PyObject_GetBuffer(argument, &array->view, flags) < 0) {
            release_arrays(arrays, i);
            return 0;
        }
        array->size = array->view.len / array->item_size;
        if (!has_numbers(&array->view, array->item_size)) {
            const char *format = array->view.format ? array->view.format : "B";
            PyErr_Format(PyExc_TypeError,
                         "%s: items '%s' of %zd bytes, expected numbers of %zd bytes, "
                         "aligned and in the order of bytes of this machine",
                         array->name, format, array->view.itemsize, array->item_size);
            release_arrays(arrays, i + 1);
            return 0;
        }
    }
    return 1;
}

int have_array_size(const Array *arrays, int first, int end, Py_ssize_t size)
{
    int all = 1;
    for (int i = first; i < end; i++)
        all &= arrays[i].size == size;
    return all;
}

int is_table(Py_ssize_t size, Py_ssize_t row_count, Py_ssize_t column_count)
{
    if (row_count <= 0 || column_count <= 0)
        return row_count >= 0 && column_count >= 0 && size == 0;
    return size % column_count == 0 && size / column_count == row_count;
}

int are_between(const int64_t *numbers, Py_ssize_t count, int64_t lowest,
                int64_t highest)
{
    int all = 1;
    for (Py_ssize_t i = 0; i < count; i++)
        all &= numbers[i] >= lowest && numbers[i] <= highest;
    return all;
}

int are_bounds(const int64_t *bounds, Py_ssize_t count, int64_t size)
{
    if (count < 0)
        return 0;
    int all = bounds[0] == 0 && bounds[count] == size;
    for (Py_ssize_t i = 0; i < count; i++)
        all &= bounds[i] <= bounds[i + 1];
    return all;
}

int are_sparse_rows(const SparseRows *rows)
{
    int all = are_bounds(rows->starts, rows->row_count, rows->cell_count);
    for (Py_ssize_t cell = 0; cell < rows->cell_count; cell++)
        all &= rows->columns[cell] >= 0 && rows->columns[cell] < rows->column_count;
    return all;
}

int outcome_of(int is_valid, int has_memory)
{
    if (!is_valid)
        return INVALID;
    return has_memory ? DONE : NO_MEMORY;
}

PyObject *finish_kernel(Array *arrays, Py_ssize_t count, int outcome,
                        const char *expected)
{
    release_arrays(arrays, count);
    if (outcome == NO_MEMORY)
        return PyErr_NoMemory();
    if (outcome == INVALID) {
        PyErr_SetString(PyExc_ValueError, expected);
        return NULL;
    }
    Py_RETURN_NONE;
}

PyObject *finish_with_count(Array *arrays, Py_ssize_t count, int outcome,
                            const char *expected, Py_ssize_t written)
{
    PyObject *none = finish_kernel(arrays, count, outcome, expected);
    Py_XDECREF(none);
    return none ? PyLong_FromSsize_t(written) : NULL;
}
