/* Arrays that come from Python: taken, checked and given back. */

#include "kernels.h"

static void release_arrays(Array *arrays, Py_ssize_t count)
{
    while (count > 0) {
        count--;
        PyBuffer_Release(&arrays[count].view);
    }
}

int take_arguments(PyObject *arguments, Array *arrays, Py_ssize_t array_count,
                   long *numbers, Py_ssize_t number_count)
{
    if (PyTuple_Size(arguments) != array_count + number_count) {
        PyErr_Format(PyExc_TypeError, "expected %zd arrays and %zd numbers",
                     array_count, number_count);
        return 0;
    }
    for (Py_ssize_t i = 0; i < number_count; i++) {
        numbers[i] = PyLong_AsLong(PyTuple_GetItem(arguments, array_count + i));
        if (PyErr_Occurred())
            return 0;
    }
    for (Py_ssize_t i = 0; i < array_count; i++) {
        Array *array = &arrays[i];
        PyObject *argument = PyTuple_GetItem(arguments, i);
        int flags = PyBUF_C_CONTIGUOUS | (array->is_written ? PyBUF_WRITABLE : 0);
        if (PyObject_GetBuffer(argument, &array->view, flags) < 0) {
            release_arrays(arrays, i);
            return 0;
        }
        array->size = array->view.len / array->item_size;
        if (array->view.itemsize != array->item_size) {
            PyErr_Format(PyExc_TypeError, "%s: items of %zd bytes, expected %zd",
                         array->name, array->view.itemsize, array->item_size);
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

PyObject *finish_kernel(Array *arrays, Py_ssize_t count, int outcome, const char *expected)
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
